"""A word inside a scalar: the one that is wrong in a URL, an argument, or a file that a ConfigMap holds."""

from __future__ import annotations

from k8slint.inputs.at import At, Location
from k8slint.inputs.document import Document


class Part(At):
    """The characters from `start` up to `end` of a scalar's text, as a place of their own.

    They are looked for in the scalar as it is written; where quoting or folding hides them, the scalar stands for them.
    """

    __slots__ = ("end", "start")

    def __init__(self, whole: At, start: int, end: int) -> None:
        super().__init__(whole.document, whole.path)
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        return f"Part({super().__repr__()}, {self.start}, {self.end})"

    @property
    def _identity(self) -> tuple[object, ...]:
        return self.document, self.path, self.start, self.end

    def within(self, document: Document) -> Part:
        """The same place in another document."""
        return Part(At(document, self.path), self.start, self.end)

    @property
    def location(self) -> Location:
        """File, line and column of the words."""
        text, whole = self.value, self.origin
        if not isinstance(text, str) or text != whole.value:
            return super().location
        words, source = text[self.start : self.end], whole.document.source
        first, last = (whole.document.offset + offset for offset in whole._span())
        found = _nth(source.text, words, text.count(words, 0, self.start), first, last) if words else -1
        return Location.of(source, found, found + len(words)) if found >= 0 else super().location


def _nth(text: str, words: str, number: int, first: int, last: int) -> int:
    """Where words stand for the time of that number, from 0, between two offsets; -1 where they do not."""
    found = text.find(words, first, last)
    for _ in range(number):
        found = text.find(words, found + len(words), last) if found >= 0 else -1
    return found
