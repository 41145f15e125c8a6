"""Which of many assumptions are needed for a contradiction: a smallest set of clauses to name."""

from __future__ import annotations

from collections.abc import Sequence

from k8slint.reach.formula import Atom, Contradiction, Outcome, Session


def smallest(session: Session, assumed: Sequence[Atom]) -> Outcome:
    """Checks under assumptions; a contradiction is cut down until each assumption that is left is needed.

    Where the bound runs out meanwhile, the set stays larger than it had to be, and is still right.
    """
    outcome = session.check(assumed)
    if not isinstance(outcome, Contradiction):
        return outcome
    needed = outcome.core
    for candidate in outcome.core:
        if candidate in needed:
            needed = _without(session, assumed, needed, candidate)
    return Contradiction(needed)


def _without(session: Session, assumed: Sequence[Atom], needed: tuple[int, ...], dropped: int) -> tuple[int, ...]:
    rest = [place for place in needed if place != dropped]
    outcome = session.check([assumed[place] for place in rest])
    return tuple(rest[place] for place in outcome.core) if isinstance(outcome, Contradiction) else needed
