"""Ports of which the same clauses speak, so that one of them stands for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace

from k8slint.model.network_policy import Direction
from k8slint.reach.clause import Clause, PortName, Span, Tier
from k8slint.reach.endpoint import PodKind
from k8slint.reach.verdict import Judge
from k8slint.record import dataclass


@dataclass(frozen=True)
class PortClass:
    """`ports` as a mask of pieces. A clause that speaks of other ports only is not among `clauses`."""

    clauses: tuple[Clause, ...]
    ports: int


@dataclass(frozen=True)
class PortClasses:
    """Cuts ports for pods. Of a possible destination nobody knows which of its ports has a name.

    So in egress a rule of a NetworkPolicy counts here without its names, which can only let more through; what an
    administrators' clause with a name says stays open, and the clause counts at every port.
    """

    judge: Judge
    _numeric: dict[Clause, Clause] = field(default_factory=dict, repr=False)

    def of(self, clauses: Iterable[Clause], direction: Direction, pod: PodKind) -> Iterator[PortClass]:
        """The classes for a pod that these clauses are about; together they are all ports."""
        groups: dict[tuple[Clause, ...], int] = {(): self.judge.atoms.all}
        for clause in clauses if direction is Direction.INGRESS else map(self.numeric, clauses):
            spoken = self._resolved(clause, pod) if direction is Direction.INGRESS else self._possible(clause)
            inside = {(*said, clause): part for said, ports in groups.items() if (part := ports & spoken)}
            groups = {said: part for said, ports in groups.items() if (part := ports & ~spoken)} | inside
        return (PortClass(said, ports) for said, ports in groups.items())

    def numeric(self, clause: Clause) -> Clause:
        """A clause of a NetworkPolicy without its named ports."""
        if clause.tier is not Tier.NETWORK_POLICY or not names_in((clause,)):
            return clause
        if clause not in self._numeric:
            self._numeric[clause] = replace(clause, traffic=tuple(t for t in clause.traffic if isinstance(t, Span)))
        return self._numeric[clause]

    def _resolved(self, clause: Clause, pod: PodKind) -> int:
        spoken = 0
        for ports, _ in self.judge.met(clause, pod):
            spoken |= ports
        return spoken

    def _possible(self, clause: Clause) -> int:
        spoken = self.judge.atoms.all if names_in((clause,)) else 0
        for item in clause.traffic:
            spoken |= self.judge.atoms.mask(item) if isinstance(item, Span) else 0
        return spoken


def names_in(clauses: Iterable[Clause]) -> tuple[PortName, ...]:
    """The named ports of some clauses."""
    return tuple(dict.fromkeys(item for clause in clauses for item in clause.traffic if isinstance(item, PortName)))
