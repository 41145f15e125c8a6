"""One port of a declared pod, asked which of the pods that anyone may create get through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from k8slint.model.network_policy import Direction
from k8slint.reach.answer import Answer
from k8slint.reach.blame import smallest
from k8slint.reach.clause import Clauses, Everyone, Traffic
from k8slint.reach.endpoint import PodKind
from k8slint.reach.formula import Contradiction, Formula, Session
from k8slint.reach.prover import Prover
from k8slint.reach.scene import Scene
from k8slint.reach.somebody import Somebody
from k8slint.reach.term import Term, both, parts_of
from k8slint.reach.who import Pods
from k8slint.record import dataclass

MOST = 64
"""How many requirements and exceptions are tried one by one: of more, the solver's first choice is taken."""


@dataclass(frozen=True, eq=False)
class Gate:
    """`admitted` is what the policies of the declared pod say, `scene` a connection of it with any pod at that port."""

    prover: Prover
    scene: Scene
    somebody: Somebody
    admitted: Formula

    @classmethod
    def of(cls, prover: Prover, clauses: Clauses, pod: PodKind, direction: Direction, traffic: Traffic) -> Gate:
        """The gate of a pod that these clauses are about, in one direction."""
        inward = direction is Direction.INGRESS
        scene = prover.between(Everyone(), pod) if inward else prover.between(pod, Everyone())
        somebody = prover.source if inward else prover.destination
        given = prover.formulas.all((scene.given, scene.travels(traffic), somebody.is_pod))
        return cls(prover, replace(scene, given=given), somebody, scene.lets(clauses, direction))

    def beyond(self, known: Formula) -> Gate:
        """The gate for connections of which something does not hold."""
        given = self.prover.formulas.all((self.scene.given, self.prover.formulas.none(known)))
        return replace(self, scene=replace(self.scene, given=given))

    def are(self, terms: Iterable[Term]) -> Formula:
        """Whether the pod is in one of the terms."""
        return self.prover.formulas.any(map(self._is, terms))

    def never(self, *asked: Formula) -> bool:
        """Whether it is proven that there is no pod of which all of this holds."""
        return isinstance(Session(self.prover.formulas, (self.scene.given, *asked)).check(), Contradiction)

    def admits_all(self, term: Term) -> bool:
        """Whether it is proven that nobody in the term is kept out."""
        return self.never(self._is(term), self.prover.formulas.none(self.admitted))

    def admitted_beyond(self, terms: Iterable[Term]) -> Answer:
        """A pod that gets through and is in none of the terms."""
        return self.prover.ask(self.scene, (self.admitted, self.prover.formulas.none(self.are(terms))))

    def widest(self, pods: Pods, holes: Sequence[Pods] = ()) -> Term | None:
        """The group with as few requirements and as few exceptions among `holes` as keep everybody in it admitted.

        None where somebody of the group without the holes is kept out, and where nobody is in it.
        """
        formulas, parts = self.prover.formulas, tuple(parts_of(pods))
        session = Session(formulas, (self.scene.given, formulas.none(self.admitted)))
        flags = [session.suppose(formulas.none(self.somebody.is_one_of(hole))) for hole in holes]
        flags += (session.suppose(self.somebody.is_one_of(part)) for part in parts)
        outcome = smallest(session, flags) if len(flags) <= MOST else session.check(flags)
        if not isinstance(outcome, Contradiction):
            return None
        kept = [place - len(holes) for place in outcome.core if place >= len(holes)]
        term = Term(both(parts[n] for n in kept), tuple(holes[n] for n in outcome.core if n < len(holes)))
        return None if self.never(self._is(term)) else term

    def _is(self, term: Term) -> Formula:
        formulas, meets = self.prover.formulas, self.somebody.is_one_of
        return formulas.all((meets(term.pods), *(formulas.none(meets(group)) for group in term.but)))
