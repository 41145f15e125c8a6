"""Who gets through at which ports of a declared pod; pods for which the same clauses decide share the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property

from k8slint.model.network_policy import Direction
from k8slint.reach.answer import Unknown
from k8slint.reach.atoms import bits_of
from k8slint.reach.clause import Clauses, Isolation, PortName, Span, Tier, Traffic
from k8slint.reach.cover import Cover, cover
from k8slint.reach.gate import Gate
from k8slint.reach.port_class import PortClass, PortClasses, names_in
from k8slint.reach.prover import Prover
from k8slint.reach.reachability import Reachability
from k8slint.reach.term import Term
from k8slint.record import dataclass

MOST = 1_500
"""How many clauses, counted for each set of ports of which they speak, are looked at for one pod."""


@dataclass(frozen=True)
class Covered:
    """Ports (as a mask) that are alike, and who gets through there."""

    ports: int
    gate: Gate | None
    cover: Cover

    def holds(self, term: Term) -> bool:
        """Whether everybody in a term gets through."""
        if term in self.cover.terms or self.gate is None:
            return term in self.cover.terms
        return bool(self.cover.terms) and self.gate.admits_all(term)


@dataclass(frozen=True)
class Covers:
    """`known` are the labels of declared namespaces."""

    reach: Reachability
    known: Mapping[str, Mapping[str, str]]
    _found: dict[object, tuple[Gate, Cover]] = field(default_factory=dict, repr=False)

    def of(self, bit: int, direction: Direction) -> list[Covered]:
        """For every port of a pod kind."""
        said = self.about(bit, direction)
        parts = self._port_classes.of(said.clauses, direction, self.reach.universe.pods[bit])
        found, spent = list[Covered](), 0
        for part in parts:
            spent += len(part.clauses)
            unknown = Covered(part.ports, None, Cover((), Unknown()))
            found.append(unknown if spent > MOST else self._covered(bit, direction, part, said.isolations))
        return found

    def named(self, bit: int) -> Iterator[tuple[PortName, Cover]]:
        """Whom a pod kind may reach at a named port only because of the name."""
        said = self.about(bit, Direction.EGRESS)
        by_number = Clauses(tuple(map(self._port_classes.numeric, said.clauses)), said.isolations)
        for name in names_in(clause for clause in said.clauses if clause.tier is Tier.NETWORK_POLICY):
            key = name, said.clauses, bool(said.isolations)
            if key not in self._found:
                gate = self._gate(bit, Direction.EGRESS, said, (name,))
                gate = gate.beyond(gate.scene.lets(by_number, Direction.EGRESS))
                self._found[key] = gate, cover(gate, said)
            yield name, self._found[key][1]

    def about(self, bit: int, direction: Direction) -> Clauses:
        """The policies that are about a pod kind in a direction."""
        return Clauses(self.reach.applying(bit, direction), tuple(self._isolations[direction].get(bit, ())))

    @cached_property
    def prover(self) -> Prover:
        """What answers all questions."""
        return Prover(self.reach.clauses, known=self.known)

    def _covered(self, bit: int, direction: Direction, part: PortClass, isolations: tuple[Isolation, ...]) -> Covered:
        first = next(self.reach.port_atoms.spans(part.ports))
        port = (Span(first.protocol, first.first, first.first),)
        open_names = direction is Direction.EGRESS and names_in(part.clauses)
        key = direction, part.clauses, bool(isolations), port if open_names else ()
        if key not in self._found:
            said = Clauses(part.clauses, isolations)
            gate = self._gate(bit, direction, said, port)
            self._found[key] = gate, cover(gate, said)
        return Covered(part.ports, *self._found[key])

    def _gate(self, bit: int, direction: Direction, said: Clauses, traffic: Traffic) -> Gate:
        return Gate.of(self.prover, said, self.reach.universe.pods[bit], direction, traffic)

    @cached_property
    def _port_classes(self) -> PortClasses:
        return PortClasses(self.reach.judge)

    @cached_property
    def _isolations(self) -> dict[Direction, dict[int, list[Isolation]]]:
        found: dict[Direction, dict[int, list[Isolation]]] = {direction: {} for direction in Direction}
        for isolation in self.reach.clauses.isolations:
            for bit in bits_of(self.reach.universe.selected(isolation.subject)):
                found[isolation.direction].setdefault(bit, []).append(isolation)
        return found
