"""Things in groups of about a size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def groups(things: Iterable[T], size: int, size_of: Callable[[T], int]) -> Iterator[list[T]]:
    """Things that follow each other, in groups that end where their sizes together reach a size."""
    group, reached = list[T](), 0
    for thing in things:
        group.append(thing)
        reached += size_of(thing)
        if reached >= size:
            yield group
            group, reached = [], 0
    if group:
        yield group
