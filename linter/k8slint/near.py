"""Near misses: is one word a slip of another?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

MOST_APART = 2
"""Letters in which variants of a long word differ at most."""


def is_slip(word: str, meant: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns one word into the other.

    Words that differ in a digit only (`web-1` and `web-2`, `worker-db` and `worker1-db`) are different things, and so
    are words of up to two letters.
    """
    if abs(len(word) - len(meant)) > 1 or word == meant:
        return False
    short, long = sorted((word, meant), key=len)
    if len(short) < 3:
        return False
    first = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[first:] == long[first + 1 :] and not long[first].isdigit()
    if (short[first] + long[first]).isdigit():
        return False
    swapped = short[first : first + 2] == long[first : first + 2][::-1] and short[first + 2 :] == long[first + 2 :]
    return short[first + 1 :] == long[first + 1 :] or swapped


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The one candidate that the word is a slip of; None where there is none, or more than one."""
    found = {candidate for candidate in candidates if is_slip(word, candidate)}
    return found.pop() if len(found) == 1 else None


def meant(name: str, words: Collection[str]) -> str | None:
    """The word of the API that a name is a slip of: one edit away, or the same but for case, dashes and underscores."""
    near = nearest(name, words)
    if near is None:
        same = [word for word in words if _folded(word) == _folded(name) or letters_apart(word, name) == 1]
        near = same[0] if len(same) == 1 else None
    return near


def _folded(name: str) -> str:
    return name.casefold().replace("-", "").replace("_", "")


def is_port_slip(port: int, meant: int) -> bool:
    """Whether one number has two neighbouring digits of the other swapped, or one digit more or less behind the first.

    A changed digit is no slip, for 8080 and 8081 are an application and its metrics; neither is one more in front
    (443 and 8443).
    """
    first, second = sorted((str(port), str(meant)), key=len)
    if len(first) == len(second):
        swaps = (first[:i] + first[i + 1] + first[i] + first[i + 2 :] for i in range(len(first) - 1))
        return port != meant and second in swaps
    return any(second[:i] + second[i + 1 :] == first for i in range(1, len(second)))


def closest(word: str, names: Iterable[str]) -> str | None:
    """The name that a person most likely meant by an unknown one, if any comes near."""
    import difflib  # only those who mistype pay for it

    found = difflib.get_close_matches(word, list(names), n=1, cutoff=0.7)
    return found[0] if found else None


def is_variant(word: str, meant: str) -> bool:
    """Whether one word is a longer slip of the other: the separators, the case, a segment more (`cart`, `cart-v2`), or
    two letters of a long word.
    """
    short, long = sorted((segments(word), segments(meant)), key=len)
    if word != meant and short and (short == long[: len(short)] or short == long[-len(short) :]):
        return True
    one, other = "".join(short), "".join(long)
    near = min(len(one), len(other)) >= 8 and abs(len(one) - len(other)) <= MOST_APART
    return word != meant and (one == other or (near and letters_apart(one, other) <= MOST_APART))


@lru_cache(maxsize=65_536)
def segments(word: str) -> list[str]:
    """What separators part, in lower case. Not to be changed by who asks: words are compared with many others."""
    return [part for part in re.split(r"[-_./]", word.lower()) if part]


def plain(word: str) -> str:
    """The word without its separators, in lower case."""
    return "".join(segments(word))


def letters_apart(word: str, meant: str) -> int:
    """How many insertions, deletions and substitutions turn one word into the other (Levenshtein distance)."""
    row = list(range(len(meant) + 1))
    for i, a in enumerate(word, start=1):
        last, row[0] = row[0], i
        for j, b in enumerate(meant, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def is_digit_slip(port: int, meant: int) -> bool:
    """Whether two port numbers differ in one digit: another one, one more or less, or two neighbours swapped."""
    return port != meant and (letters_apart(str(port), str(meant)) == 1 or is_port_slip(port, meant))


def is_misspelling(word: str, meant: str) -> bool:
    """Whether two words are one but for letters: a slip, the case, the separators, or two letters of a long segment.

    Words that differ in a digit, or in a segment of one letter (`team-a` and `team-b`), are different things.
    """
    one, other = plain(word), plain(meant)
    if word == meant or digits(one) != digits(other) or _long_segments(word) == _long_segments(meant) != []:
        return word != meant and one == other
    return is_slip(word, meant) or _are_alike(segments(word), segments(meant))


def _are_alike(parts: list[str], others: list[str]) -> bool:
    """Whether the segments that differ are long and two letters apart: `prod-eu` and `prod-us` are two things."""
    pairs = [(a, b) for a, b in zip(parts, others, strict=False) if a != b]
    return len(parts) == len(others) and all(_is_long_slip(*pair) for pair in pairs)


def _is_long_slip(segment: str, other: str) -> bool:
    return is_long(segment) and is_long(other) and letters_apart(segment, other) <= MOST_APART


def is_long(segment: str) -> bool:
    """Whether a segment has so many letters that two of them are a slip."""
    return len(segment) >= 6


def digits(word: str) -> str:
    """The digits of a word."""
    return re.sub(r"\D", "", word)


def _long_segments(word: str) -> list[str]:
    return [segment for segment in segments(word) if len(segment) > 1]
