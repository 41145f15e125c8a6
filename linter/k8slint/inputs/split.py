"""A file's text into the texts of its documents.

A line that begins with `---` ends a document wherever it stands, even inside a block scalar (YAML 1.1, c-forbidden),
so splitting is exact. It keeps one broken document from hiding its neighbours, and lets kinds that cannot matter
(CustomResourceDefinitions are three quarters of the bytes of real repositories) be passed over unparsed.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator

from k8slint.pattern import regex
from k8slint.record import dataclass

INERT_KIND = "CustomResourceDefinition"
_SEPARATOR = regex(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
_CONTENT = regex(r"^(?!(?:---|\.\.\.)[ \t]*(?:#.*)?\r?$)[ \t]*[^#%\s\ufeff]", re.MULTILINE)
_INERT = regex(rf"^kind:[ \t]*[\"']?{INERT_KIND}[\"']?[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_JSON_BOUNDARY = regex(r"\}\s*\{")
_SURROGATE_PAIR = regex(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_SPACE = regex(r"[ \t\r\n]*")
_STAND_IN = r"\u25a1\u25a1"


@dataclass(frozen=True)
class Chunk:
    """The text of one document, and the number of characters before it."""

    text: str
    offset: int

    @property
    def is_inert(self) -> bool:
        """Whether it is of the kind that no rule looks into."""
        return INERT_KIND in self.text and _INERT.search(self.text) is not None

    @property
    def may_be_manifest(self) -> bool:
        """Whether it names an API version: what does not is no Kubernetes object."""
        return "apiVersion" in self.text


def split(text: str) -> Iterator[Chunk]:
    """The documents of a text, without those that hold only comments and blank lines."""
    return (chunk for chunk in parts(text) if _CONTENT.search(chunk.text))


def parts(text: str) -> Iterator[Chunk]:
    """All that lies between separators, comments and blank lines too."""
    starts = list(_document_starts(text))
    if not starts and text.lstrip().startswith("{"):
        yield from _json(text)
    else:
        yield from (Chunk(text[start:end], start) for start, end in itertools.pairwise([0, *starts, len(text)]))


def _document_starts(text: str) -> Iterator[int]:
    """A document begins at its `---`, or at the directives (`%YAML`, `%TAG`) before it."""
    directives, before = "\n%" in text or text.startswith("%"), 0
    for match in _SEPARATOR.finditer(text):
        yield _first_directive(text, before, match.start()) if directives else match.start()
        before = match.end()


def _first_directive(text: str, before: int, separator: int) -> int:
    """The first of the lines above a `---` that are directives, comments or blank."""
    found = line_end = separator
    while line_end > before:
        line_start = text.rfind("\n", before, line_end - 1) + 1 or before
        line = text[line_start:line_end].strip()
        if line.startswith("%"):
            found = line_start
        elif line and not line.startswith("#"):
            break
        line_end = line_start
    return found


def _json(text: str) -> Iterator[Chunk]:
    """One JSON object after the other, as kubectl accepts them; a broken one ends the search for more."""
    text = _SURROGATE_PAIR.sub(lambda _: _STAND_IN, text)  # valid in JSON, not in YAML; of the same length
    decoder, end = json.JSONDecoder(), 0
    while _JSON_BOUNDARY.search(text, end):
        start = end
        try:
            end = decoder.raw_decode(text, _after_space(text, start))[1]
        except (ValueError, RecursionError):
            break
        yield Chunk(text[start:end], start)
    if _after_space(text, end) < len(text):
        yield Chunk(text[end:], end)


def _after_space(text: str, offset: int) -> int:
    found = _SPACE.match(text, offset)
    return found.end() if found else offset
