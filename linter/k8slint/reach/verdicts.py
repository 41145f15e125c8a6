"""The verdict of every pod kind in both directions; pods to which the same clauses apply share one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from k8slint.model.network_policy import Direction
from k8slint.reach.atoms import bits_of
from k8slint.reach.clause import Clause, Isolation, PortName
from k8slint.reach.endpoint import PodKind
from k8slint.reach.population import Population
from k8slint.reach.verdict import Judge, Verdict
from k8slint.record import dataclass


@dataclass(frozen=True)
class Verdicts:
    """The clauses, read over a population."""

    population: Population

    @cached_property
    def judge(self) -> Judge:
        """What reads the clauses."""
        peers = {clause: self._peers(clause) for clause in self.population.clauses.clauses}
        return Judge(self.population.universe, self.population.port_atoms, peers)

    @cached_property
    def by_direction(self) -> dict[Direction, tuple[Verdict, ...]]:
        """One verdict a bit."""
        return {direction: tuple(self._decided(direction)) for direction in Direction}

    @cached_property
    def egress_groups(self) -> tuple[tuple[Verdict, int], ...]:
        """Distinct egress verdicts and the pods that have them."""
        groups: dict[int, tuple[Verdict, int]] = {}
        for bit, verdict in enumerate(self.by_direction[Direction.EGRESS]):
            groups[id(verdict)] = (verdict, groups.get(id(verdict), (verdict, 0))[1] | 1 << bit)
        return tuple(groups.values())

    def applying(self, bit: int, direction: Direction) -> tuple[Clause, ...]:
        """The clauses that apply to a pod kind, in the order of tiers."""
        return tuple(self._applied[direction][0].get(bit, ()))

    def isolating(self, bit: int, direction: Direction) -> tuple[Isolation, ...]:
        """What isolates a pod kind in a direction."""
        return tuple(self._isolations[direction].get(bit, ()))

    @cached_property
    def _isolations(self) -> dict[Direction, dict[int, list[Isolation]]]:
        found: dict[Direction, dict[int, list[Isolation]]] = {direction: {} for direction in Direction}
        for isolation in self.population.clauses.isolations:
            for bit in bits_of(self.population.universe.selected(isolation.subject)):
                found[isolation.direction].setdefault(bit, []).append(isolation)
        return found

    def _peers(self, clause: Clause) -> int:
        mask = 0
        for peer in clause.peers:
            mask |= self.population.universe.peer(peer)
        return mask

    def _decided(self, direction: Direction) -> Iterator[Verdict]:
        applying, isolated = self._applied[direction]
        known: dict[object, Verdict] = {}
        for bit, pod in enumerate(self.population.universe.pods):
            clauses, alone = applying.get(bit, ()), bool(isolated >> bit & 1)
            ports = self._named(pod, clauses) if direction is Direction.INGRESS else ()
            key = (tuple(map(id, clauses)), alone, ports)
            if key not in known:
                known[key] = self.judge.decide(clauses, alone, pod)
            yield known[key]

    def _named(self, pod: PodKind, clauses: Iterable[Clause]) -> tuple[object, ...]:
        """The ports of a destination that its clauses ask for by name."""
        names = {name for clause in clauses for name in self._names_of[clause]}
        return tuple(sorted(item for item in pod.ports.items() if item[0][0] in names)) if names else ()

    @cached_property
    def _names_of(self) -> dict[Clause, tuple[str, ...]]:
        clauses = self.population.clauses.clauses
        return {c: tuple(t.name for t in c.traffic if isinstance(t, PortName)) for c in clauses}

    @cached_property
    def _applied(self) -> dict[Direction, tuple[dict[int, list[Clause]], int]]:
        return {direction: (self._applying(direction), self._isolated(direction)) for direction in Direction}

    def _applying(self, direction: Direction) -> dict[int, list[Clause]]:
        found: dict[int, list[Clause]] = {}
        for clause in self.population.clauses.clauses:
            if clause.direction is direction:
                for bit in bits_of(self.population.universe.selected(clause.subject)):
                    found.setdefault(bit, []).append(clause)
        return found

    def _isolated(self, direction: Direction) -> int:
        mask = 0
        for isolation in self.population.clauses.isolations:
            if isolation.direction is direction:
                mask |= self.population.universe.selected(isolation.subject)
        return mask
