"""How far a long piece of work has come, told to whoever asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Progress: TypeAlias = Callable[[str, int, int], None]
"""Is told what is being done, how many steps of it are done, and of how many."""


def untold(work: str, done: int, steps: int) -> None:
    """Tells nobody."""


def told(items: Sequence[T], work: str, progress: Progress) -> Iterator[T]:
    """The items one by one; each is told of before it is worked on."""
    for done, item in enumerate(items):
        progress(work, done, len(items))
        yield item
