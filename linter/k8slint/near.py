"""Near misses: is one word a slip of another?"""

from __future__ import annotations

from collections.abc import Iterable


def is_slip(word: str, meant: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns one word into the other.

    Words that differ in a digit only (`web-1`, `web-2`) are different things, and so are words of up to two letters.
    """
    if word == meant or min(len(word), len(meant)) < 3 or abs(len(word) - len(meant)) > 1:
        return False
    first = next((i for i, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), min(len(word), len(meant)))
    tail_word, tail_meant = word[first:], meant[first:]
    if (tail_word[:1] + tail_meant[:1]).isdigit():
        return False
    return (
        tail_word[1:] == tail_meant
        or tail_word == tail_meant[1:]
        or tail_word[1:] == tail_meant[1:]
        or (tail_word[:2] == tail_meant[1::-1] and tail_word[2:] == tail_meant[2:])
    )


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The one candidate that the word is a slip of; None where there is none, or more than one."""
    found = {candidate for candidate in candidates if is_slip(word, candidate)}
    return found.pop() if len(found) == 1 else None
