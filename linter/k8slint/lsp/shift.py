"""Where the lines of a saved text are in the one that the editor has."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from k8slint.lsp.line import LINE_END
from k8slint.record import dataclass


@dataclass(frozen=True)
class Shift:
    """The first `same` lines are as they were, and so are those from `after` on, `by` lines further down."""

    same: int
    after: int
    by: int

    @classmethod
    def between(cls, saved: str, edited: str) -> Shift:
        """What an edit at one place, or around several, has moved."""
        old, new = LINE_END.split(saved), LINE_END.split(edited)
        same = _alike(zip(old, new, strict=False))
        tail = _alike(zip(reversed(old[same:]), reversed(new[same:]), strict=False))
        return cls(same, len(old) - tail, len(new) - len(old))

    def range(self, found: types.Range) -> types.Range | None:
        """The same words by now; None where their lines have changed."""
        if found.end.line < self.same:
            return found
        if found.start.line < self.after:
            return None
        return types.Range(self._moved(found.start), self._moved(found.end))

    def _moved(self, position: types.Position) -> types.Position:
        return types.Position(position.line + self.by, position.character)


def _alike(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs, from the first on, are of the same."""
    number = 0
    for one, other in pairs:
        if one != other:
            break
        number += 1
    return number
