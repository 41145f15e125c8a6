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
    administrators' clause with a name says stays open, and the clause counts at every port: by number at its own ones.
    """

    judge: Judge
    _numeric: dict[Clause, Clause] = field(default_factory=dict, repr=False)

    def of(self, clauses: Iterable[Clause], direction: Direction, pod: PodKind) -> Iterator[PortClass]:
        """The classes for a pod that these clauses are about; together they are all ports."""
        groups: dict[tuple[Clause, ...], int] = {(): self.judge.atoms.all}
        for clause in clauses:
            left = groups
            groups = {}
            for part, spoken in self._spoken(clause, direction, pod):
                groups |= {(*said, part): ports & spoken for said, ports in left.items() if ports & spoken}
                left = {said: ports & ~spoken for said, ports in left.items() if ports & ~spoken}
            groups = left | groups
        return (PortClass(said, ports) for said, ports in groups.items())

    def numeric(self, clause: Clause) -> Clause:
        """A clause of a NetworkPolicy without its named ports."""
        if clause.tier is not Tier.NETWORK_POLICY or not names_in((clause,)):
            return clause
        if clause not in self._numeric:
            self._numeric[clause] = replace(clause, traffic=tuple(t for t in clause.traffic if isinstance(t, Span)))
        return self._numeric[clause]

    def _spoken(self, clause: Clause, direction: Direction, pod: PodKind) -> Iterable[tuple[Clause, int]]:
        """The clause as it speaks of ports, and of which."""
        if direction is Direction.EGRESS:
            return self._possible(clause)
        spoken = 0
        for ports, _ in self.judge.met(clause, pod):
            spoken |= ports
        return ((clause, spoken),)

    def _possible(self, clause: Clause) -> tuple[tuple[Clause, int], ...]:
        """The clause as it speaks of ports by their numbers, and as it may of any other one by a name."""
        numeric, names = self.numeric(clause), names_in((clause,))
        spans = tuple(item for item in numeric.traffic if isinstance(item, Span))
        by_number = 0
        for span in spans:
            by_number |= self.judge.atoms.mask(span)
        if numeric is not clause or not names:
            return ((numeric, by_number),)
        by_name = replace(clause, traffic=names), self.judge.atoms.all & ~by_number
        return ((replace(clause, traffic=spans), by_number), by_name) if spans else (by_name,)


def names_in(clauses: Iterable[Clause]) -> tuple[PortName, ...]:
    """The named ports of some clauses."""
    return tuple(dict.fromkeys(item for clause in clauses for item in clause.traffic if isinstance(item, PortName)))
