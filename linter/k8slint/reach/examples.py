"""A whole connection for each group that gets through at one end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from k8slint.model.network_policy import Direction
from k8slint.reach.answer import Answer
from k8slint.reach.clause import Clause, Traffic
from k8slint.reach.covers import Covers
from k8slint.reach.gate import Gate
from k8slint.reach.term import Term
from k8slint.record import dataclass

_OTHER = {Direction.INGRESS: Direction.EGRESS, Direction.EGRESS: Direction.INGRESS}


@dataclass(frozen=True)
class Examples:
    """Looked for with the policies of both ends; pods that no policy of either end tells apart share them."""

    covers: Covers
    _found: dict[object, Answer] = field(default_factory=dict, repr=False)

    def example(self, bit: int, direction: Direction, term: Term, traffic: Traffic) -> Answer:
        """A connection of a pod kind with somebody in the term; Never where the other end's policies allow none."""
        reach = self.covers.reach
        ports = tuple(sorted(reach.universe.pods[bit].ports.items()))
        key = direction, self.covers.about(bit, direction), tuple(self._meeting(bit, direction)), ports, term, traffic
        if key not in self._found:
            self._found[key] = self._sought(bit, direction, term, traffic)
        return self._found[key]

    def _sought(self, bit: int, direction: Direction, term: Term, traffic: Traffic) -> Answer:
        reach, prover = self.covers.reach, self.covers.prover
        gate = Gate.of(prover, reach.clauses, reach.universe.pods[bit], direction, traffic)
        return prover.ask(gate.scene, (gate.are([term]), gate.scene.allowed(reach.clauses)))

    def _meeting(self, bit: int, direction: Direction) -> Iterator[Clause]:
        """What policies of the other end say about the pod."""
        reach = self.covers.reach
        return (
            c for c in reach.clauses.clauses if c.direction is _OTHER[direction] and reach.judge.peers[c] >> bit & 1
        )
