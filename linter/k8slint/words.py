"""Words among which near misses of others are looked for: many questions take little longer than one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from k8slint.near import MOST_APART, digits, is_long, is_misspelling, is_variant, nearest, plain, segments

K = TypeVar("K")

_LAST = "\U0010ffff"
"""Sorts behind every letter of a name."""


class Words:
    """Answers what `near` says of one word and each of these. A word may be there more than once."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)

    def nearest(self, word: str) -> str | None:
        """The one of these that the word is a slip of; None where there is none, or more than one."""
        return nearest(word, self._slips(word))

    def variants(self, word: str) -> list[str]:
        """Those that are variants of the word, in their order."""
        return self._sorted_by_place(near for near in self._alike(word) if is_variant(word, near))

    def misspelt(self, word: str) -> list[str]:
        """Those that are the word but for letters, in their order."""
        alike = (*self._by_letters.get(plain(word), ()), *self._slips(word), *self._by_mask.get(_mask(word), ()))
        return self._sorted_by_place(near for near in alike if is_misspelling(word, near))

    def beginning(self, stem: str) -> int:
        """How many of these begin with a stem."""
        return bisect_left(self._sorted, stem + _LAST) - bisect_left(self._sorted, stem)

    def _sorted_by_place(self, found: Iterable[str]) -> list[str]:
        return sorted(set(found), key=self._places.__getitem__)

    def _slips(self, word: str) -> Iterator[str]:
        """All that may be slips, and others."""
        return (near for cut in _cuts(word) for near in self._by_cut.get(cut, ()))

    def _alike(self, word: str) -> Iterator[str]:
        """All that may be variants, and others."""
        parts = tuple(segments(word))
        yield from self._by_end.get(parts, ())
        yield from (near for end in _ends(parts) for near in self._by_segments.get(end, ()))
        yield from (near for letters in self._within(plain(word)) for near in self._by_letters[letters])

    def _within(self, word: str) -> Iterator[str]:
        """Letters that are MOST_APART from the word or nearer. Those that begin alike share their rows of distances,
        and where a beginning is too far, so is all that begins with it.
        """
        rows, last, place = [list(range(len(word) + 1))], "", 0
        while place < len(self._letters):
            letters = self._letters[place]
            shared = next((i for i, (a, b) in enumerate(zip(last, letters, strict=False)) if a != b), len(last))
            del rows[shared + 1 :]
            last = letters
            while len(rows) <= len(letters) and min(rows[-1]) <= MOST_APART:
                rows.append(_row(rows[-1], word, letters[len(rows) - 1]))
            if min(rows[-1]) > MOST_APART:
                last = letters[: len(rows) - 1]
                place = bisect_left(self._letters, last + _LAST, place + 1)
            else:
                place += 1
                if rows[-1][-1] <= MOST_APART:
                    yield letters

    @cached_property
    def _by_cut(self) -> Mapping[str, list[str]]:
        return _grouped((cut, word) for word in self._places for cut in _cuts(word))

    @cached_property
    def _by_end(self) -> Mapping[tuple[str, ...], list[str]]:
        return _grouped((end, word) for word in self._places for end in _ends(tuple(segments(word))))

    @cached_property
    def _by_segments(self) -> Mapping[tuple[str, ...], list[str]]:
        return _grouped((tuple(segments(word)), word) for word in self._places)

    @cached_property
    def _by_letters(self) -> Mapping[str, list[str]]:
        return _grouped((plain(word), word) for word in self._places)

    @cached_property
    def _by_mask(self) -> Mapping[tuple[str, ...], list[str]]:
        return _grouped((_mask(word), word) for word in self._places)

    @cached_property
    def _letters(self) -> list[str]:
        return sorted(self._by_letters)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.words)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {word: place for place, word in reversed(tuple(enumerate(self.words)))}


def _grouped(pairs: Iterable[tuple[K, str]]) -> Mapping[K, list[str]]:
    groups: dict[K, list[str]] = defaultdict(list)
    for key, word in pairs:
        groups[key].append(word)
    return groups


def _cuts(word: str) -> set[str]:
    """The word, and what is left of it without one letter: words that are slips of each other have one of these."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _ends(parts: tuple[str, ...]) -> set[tuple[str, ...]]:
    """What it begins and ends with, and all of it."""
    return {end for i in range(1, len(parts) + 1) for end in (parts[:i], parts[-i:])}


def _mask(word: str) -> tuple[str, ...]:
    """What words have in common that differ in letters of long segments: the short ones, and all digits."""
    return digits(plain(word)), *("" if is_long(segment) else segment for segment in segments(word))


def _row(above: list[int], word: str, letter: str) -> list[int]:
    """The next row of distances of the word's beginnings (Levenshtein distance)."""
    row = [above[0] + 1]
    for before, here, meant in zip(above, above[1:], word, strict=False):
        row.append(min(here + 1, row[-1] + 1, before + (letter != meant)))
    return row
