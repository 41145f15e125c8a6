"""Rules that others make superfluous."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from k8slint.model.cluster import Cluster
from k8slint.reach.answer import Answer, Never
from k8slint.reach.clause import Clause, Isolation
from k8slint.reach.redundancy import missed_without
from k8slint.reach.rivals import Rivals
from k8slint.reach.sample import samples, speaks_of
from k8slint.reach.stranger import Openness
from k8slint.record import dataclass


@dataclass(frozen=True)
class Surplus:
    """A rule, and the fewest others that cover it."""

    clause: Clause
    because: tuple[Clause, ...]


def surplus(cluster: Cluster) -> tuple[Surplus, ...]:
    """Rules that can be dropped one after the other, the last ones first, and nothing changes."""
    openness = cluster.once(Openness.of)
    return tuple(reversed(tuple(_dropped(openness))))


def _dropped(openness: Openness) -> Iterator[Surplus]:
    dropped: set[Clause] = set()
    rivals = Rivals(openness.reach.clauses)
    for clause in reversed(openness.reach.clauses.clauses):
        answer = _answer(openness, rivals, clause, dropped)
        if isinstance(answer, Never) and answer.because:
            dropped.add(clause)
            rules = (said for said in answer.because if not isinstance(said, Isolation))
            yield Surplus(clause, tuple(sorted(rules, key=lambda c: (c.tier, c.order))))


def _answer(openness: Openness, rivals: Rivals, clause: Clause, dropped: Collection[Clause]) -> Answer | None:
    """The solver's answer, where no single case tells that the clause adds something."""
    for case in samples(clause):
        others = (other for other in rivals.of(clause, case) if other is not clause and other not in dropped)
        if not any(speaks_of(other, case) for other in others):
            return None
    return missed_without(openness.prover, openness.reach.clauses, clause, dropped)
