"""What clauses mention: only that can tell pods apart."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.model.admin_policy import PodSelection
from k8slint.reach.clause import Clauses, PortName


def mentioned_labels(clauses: Clauses) -> frozenset[str]:
    """The keys of pod labels that some clause asks for."""
    return frozenset(r.key for selection in selections(clauses) for r in selection.pods.requirements)


def mentioned_names(clauses: Clauses) -> frozenset[str]:
    """The names of ports that some clause asks for."""
    return frozenset(t.name for clause in clauses.clauses for t in clause.traffic if isinstance(t, PortName))


def selections(clauses: Clauses) -> Iterator[PodSelection]:
    """Every group of pods that a clause selects, as its subject or as a peer."""
    yield from (isolation.subject for isolation in clauses.isolations)
    for clause in clauses.clauses:
        yield clause.subject
        yield from (peer for peer in clause.peers if isinstance(peer, PodSelection))
