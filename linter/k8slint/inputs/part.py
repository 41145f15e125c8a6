"""A word inside a scalar: the one that is wrong in a URL, an argument, or a file that a ConfigMap holds."""

from __future__ import annotations

from k8slint.inputs.at import At, Location
from k8slint.inputs.document import Document
from k8slint.inputs.source import Source


class Part(At):
    """The characters from `start` up to `end` of a scalar's text, as a place of their own.

    They are looked for in the scalar as it is written; where quoting or folding hides them, the scalar stands for them.
    """

    __slots__ = ("_place", "end", "start")

    def __init__(self, whole: At, start: int, end: int) -> None:
        super().__init__(whole.document, whole.path)
        self.start = start
        self.end = end
        self._place: tuple[Source, int] | None = None

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
        source, place = self._found
        return super().location if place < 0 else Location.of(source, place, place + len(self.words))

    @property
    def words(self) -> str:
        """The characters themselves; empty where the scalar is no text."""
        text = self.value
        return text[self.start : self.end] if isinstance(text, str) else ""

    @property
    def is_exact(self) -> bool:
        """Whether they stand in a file as they are, so that an edit can replace them alone."""
        return self._found[1] >= 0

    @property
    def _found(self) -> tuple[Source, int]:
        """The source and where they begin in it, looked for once; -1 where quoting or folding hides them, or others,
        and where a rendered text is made of another.
        """
        if self._place is None:
            text, whole = self.value, self.origin
            document, source = whole.document, whole.document.source
            first, last = (document.offset + offset for offset in whole._span())
            is_same = text == whole.value and text.count(self.words) == source.text.count(self.words, first, last)
            number = text.count(self.words, 0, self.start)
            found = _nth(source.text, self.words, number, first, last) if self.words and is_same else -1
            self._place = source, found
        return self._place


def _nth(text: str, words: str, number: int, first: int, last: int) -> int:
    """Where words stand for the time of that number, from 0, between two offsets; -1 where they do not."""
    found = text.find(words, first, last)
    for _ in range(number):
        found = text.find(words, found + len(words), last) if found >= 0 else -1
    return found
