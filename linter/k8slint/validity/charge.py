"""What a schema has against an object."""

from __future__ import annotations

from typing import TypeAlias

from k8slint.finding import Problem
from k8slint.inputs.at import Step
from k8slint.record import dataclass

Path: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True)
class Charge:
    """`places` are the paths that it speaks about, also those of fields that are misspelled elsewhere."""

    invalid: tuple[Problem, ...] = ()
    unknown: tuple[Problem, ...] = ()
    places: frozenset[Path] = frozenset()

    def covers(self, path: Path) -> bool:
        """Whether it speaks about a path or about something that contains it."""
        return bool(self.places) and any(path[:n] in self.places for n in range(len(path) + 1))
