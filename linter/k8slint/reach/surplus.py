"""Rules that others make superfluous."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from k8slint.model.cluster import Cluster
from k8slint.reach.answer import Answer, Never
from k8slint.reach.clause import Clause, Isolation, homes_of
from k8slint.reach.redundancy import missed_without
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
    for clause in reversed(openness.reach.clauses.clauses):
        answer = _answer(openness, clause, dropped)
        if isinstance(answer, Never) and answer.because:
            dropped.add(clause)
            rules = (said for said in answer.because if not isinstance(said, Isolation))
            yield Surplus(clause, tuple(sorted(rules, key=lambda c: (c.tier, c.order))))


def _answer(openness: Openness, clause: Clause, dropped: Collection[Clause]) -> Answer | None:
    """The solver's answer, where no single case tells that the clause adds something."""
    clauses = openness.reach.clauses
    about = clauses.about(clause.direction, homes_of(clause.subject.namespaces.requirements))
    rivals = [c for c in about if c is not clause and c.tier is clause.tier and c not in dropped]
    if not rivals or not all(any(speaks_of(other, case) for other in rivals) for case in samples(clause)):
        return None
    return missed_without(openness.prover, clauses, clause, dropped)
