"""A file's text into the texts of its documents.

A line that begins with `---` ends a document wherever it stands, even inside a block scalar (YAML 1.1, c-forbidden),
so splitting is exact. It keeps one broken document from hiding its neighbours, and lets kinds that cannot matter
(CustomResourceDefinitions are three quarters of the bytes of real repositories) be passed over unparsed.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

_SEPARATOR = re.compile(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
_CONTENT = re.compile(r"^(?!---[ \t]*(?:#.*)?\r?$)[ \t]*[^#%\s]", re.MULTILINE)
_INERT = re.compile(r"^kind:[ \t]*[\"']?(CustomResourceDefinition)[\"']?[ \t]*(?:#.*)?\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Chunk:
    """The text of one document and the number of lines before it."""

    text: str
    line: int

    @property
    def inert_kind(self) -> str | None:
        """The kind, where it is one that no rule looks into."""
        found = _INERT.search(self.text)
        return found[1] if found else None


def split(text: str) -> Iterator[Chunk]:
    """The documents of a text, without those that hold only comments and blank lines."""
    return (chunk for chunk in parts(text) if _CONTENT.search(chunk.text))


def parts(text: str) -> Iterator[Chunk]:
    """All that lies between separators, comments and blank lines too."""
    starts = [0, *(match.start() for match in _SEPARATOR.finditer(text)), len(text)]
    line = 0
    for start, end in itertools.pairwise(starts):
        part = text[start:end]
        yield Chunk(_without_directives(part), line)
        line += part.count("\n")


def _without_directives(part: str) -> str:
    """`%YAML` may only stand before `---`, and splitting puts it behind the document before."""
    if not re.search(r"^%", part, re.MULTILINE):
        return part
    return re.sub(r"^%.*$", "", part, flags=re.MULTILINE) if part.rstrip().rpartition("\n")[2][:1] == "%" else part
