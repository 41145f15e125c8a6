"""A word inside a scalar: the one that is wrong in a URL, an argument, or a file that a ConfigMap holds."""

from __future__ import annotations

from k8slint.inputs.at import At, Location
from k8slint.inputs.document import Document


class Part(At):
    """The characters from `start` up to `end` of a scalar's text, as a place of their own.

    They are looked for in the scalar as it is written; where quoting or folding hides them, the scalar stands for them.
    """

    __slots__ = ("_found", "end", "start")

    def __init__(self, whole: At, start: int, end: int) -> None:
        super().__init__(whole.document, whole.path)
        self.start = start
        self.end = end
        self._found: int | None = None

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
        found = self._place()
        return super().location if found < 0 else Location.of(self.document.source, found, found + len(self.words))

    @property
    def words(self) -> str:
        """The characters themselves; empty where the scalar is no text."""
        text = self.value
        return text[self.start : self.end] if isinstance(text, str) else ""

    @property
    def is_exact(self) -> bool:
        """Whether they stand in the document as they are, so that an edit can replace them alone."""
        return self._place() >= 0

    def _place(self) -> int:
        """Where they begin in the source, looked for once; -1 where quoting or folding hides them, or others."""
        if self._found is None:
            text, words, source = self.value, self.words, self.document.source.text
            first, last = (self.document.offset + offset for offset in self._span())
            shows = words and text.count(words) == source.count(words, first, last)
            self._found = _nth(source, words, text.count(words, 0, self.start), first, last) if shows else -1
        return self._found


def _nth(text: str, words: str, number: int, first: int, last: int) -> int:
    """Where words stand for the time of that number, from 0, between two offsets; -1 where they do not."""
    found = text.find(words, first, last)
    for _ in range(number):
        found = text.find(words, found + len(words), last) if found >= 0 else -1
    return found
