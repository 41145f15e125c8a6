"""Which object stands at a line of a file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from k8slint.inputs.at import At, Location
from k8slint.inputs.document import Document


class Places:
    """The documents of the input by file and line, from 1; an object reaches to the first line of the next one."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = tuple(documents)

    def beginning_at(self, file: str, line: int) -> list[Document]:
        """The documents whose first line that is."""
        documents = self._by_file.get(file, [])
        first = bisect_left(documents, line, key=lambda document: document.line)
        return documents[first : bisect_right(documents, line, lo=first, key=lambda document: document.line)]

    def at(self, file: str, line: int) -> Document | None:
        """The document that the line belongs to."""
        documents = self._by_file.get(file, [])
        index = bisect_right(documents, line, key=lambda document: document.line)
        return documents[index - 1] if index else None

    def of(self, at: At | Location) -> Document | None:
        """The document that a finding stands in."""
        return at.document if isinstance(at, At) else self.at(at.file, at.line)

    @cached_property
    def _by_file(self) -> dict[str, list[Document]]:
        found: dict[str, list[Document]] = defaultdict(list)
        for document in self.documents:
            found[document.written.source.name].append(document)
        return {
            file: sorted(documents, key=lambda document: (document.written.offset, document.written.span))
            for file, documents in found.items()
        }
