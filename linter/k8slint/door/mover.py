"""Parts of regular expressions as functions: from places in a text to the places that they can get to.

So nothing is tried twice, and no expression takes exponential time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Places = frozenset[int]
Mover = Callable[[str, Places], Places]
Test = Callable[[str], bool]


def one(test: Test) -> Mover:
    """One character of a kind."""
    return lambda text, places: frozenset(p + 1 for p in places if p < len(text) and test(text[p]))


def row(movers: Sequence[Mover]) -> Mover:
    """One after the other."""

    def move(text: str, places: Places) -> Places:
        for mover in movers:
            places = mover(text, places)
        return places

    return move


def either(movers: Sequence[Mover]) -> Mover:
    """Any of them."""
    return lambda text, places: frozenset[int]().union(*(mover(text, places) for mover in movers))


def here(_: str, places: Places) -> Places:
    """Nothing."""
    return places


def start(_: str, places: Places) -> Places:
    """Nothing, at the start of the text."""
    return places & {0}


def end(text: str, places: Places) -> Places:
    """Nothing, at its end."""
    return places & {len(text)}


def any_number(mover: Mover) -> Mover:
    """It, as often as one likes."""

    def move(text: str, places: Places) -> Places:
        found = new = places
        while new:
            new = mover(text, new) - found
            found |= new
        return found

    return move
