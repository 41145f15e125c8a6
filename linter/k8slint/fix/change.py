"""Edits as changes of a text, counted in characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from k8slint.finding import Edit
from k8slint.inputs.source import Source
from k8slint.record import dataclass

Texts: TypeAlias = dict[str, str]
"""The text of each file that is changed, by name."""


@dataclass(frozen=True, order=True)
class Change:
    """Characters from `start` up to `end` of a file become `text`."""

    file: str
    start: int
    end: int
    text: str

    @classmethod
    def of(cls, edit: Edit, source: Source) -> Change:
        """The change that an edit asks for; its lines end as those of the file do."""
        at = edit.location
        start, end = source.offset(at.line, at.column), source.offset(at.end_line, at.end_column)
        line_end = source.text.find("\n", start)
        is_crlf = line_end > 0 and source.text[line_end - 1] == "\r"
        text = edit.replacement.replace("\n", "\r\n") if is_crlf else edit.replacement
        return cls(source.name, start, end, text)

    def meets(self, other: Change) -> bool:
        """Whether both are about the same place; two that say the same are one."""
        if self == other or self.file != other.file:
            return False
        return self.start == other.start or (self.start < other.end and other.start < self.end)


def changed(sources: Iterable[Source], changes: Iterable[Change]) -> Texts:
    """The texts after some changes that do not meet each other."""
    by_file: dict[str, list[Change]] = {}
    for change in sorted(set(changes)):
        by_file.setdefault(change.file, []).append(change)
    texts = {source.name: source.text for source in sources if source.name in by_file}
    return {file: "".join(_pieces(texts[file], some)) for file, some in by_file.items()}


def _pieces(text: str, changes: Iterable[Change]) -> Iterator[str]:
    end = 0
    for change in changes:
        yield text[end : change.start]
        yield change.text
        end = change.end
    yield text[end:]
