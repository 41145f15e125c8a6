"""Questions about what is possible: is there a connection, between anyone that may ever exist, such that …?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from k8slint.model.network_policy import Direction
from k8slint.reach.answer import Answer, Never, Unknown
from k8slint.reach.blame import smallest
from k8slint.reach.clause import ALL_TRAFFIC, Clauses, Traffic
from k8slint.reach.endpoint import PodKind
from k8slint.reach.flow import Flow
from k8slint.reach.formula import LIMIT, Atom, Contradiction, Formula, Formulas, Model, Session
from k8slint.reach.guard import Guards, closes, counts, opens
from k8slint.reach.party import Declared
from k8slint.reach.scene import Scene
from k8slint.reach.somebody import Somebody
from k8slint.reach.vocabulary import Vocabulary
from k8slint.reach.who import Pods, Who, homes
from k8slint.reach.witness import Witness

WISHES = 60
"""How many wishes for a plainer case are heard."""
CHECKS = 12
"""How often a plainer case is looked for."""


class Prover:
    """One connection of which nothing is known but the question; each question has a solver of its own.

    `known` are the labels of declared namespaces, `groups` the pods that questions will name beside those that clauses
    name, `limit` bounds the work for an answer.
    """

    def __init__(
        self,
        *sets: Clauses,
        known: Mapping[str, Mapping[str, str]] | None = None,
        groups: Iterable[Pods] = (),
        limit: int = LIMIT,
    ) -> None:
        self.formulas = Formulas()
        self._limit = limit
        words = Vocabulary.of(sets, groups, known)
        self.source = Somebody(self.formulas, "source", words)
        self.destination = Somebody(self.formulas, "destination", words)
        self._flow = Flow(self.formulas)
        shared = self.source.shares_world_with(self.destination)
        axioms = (self.source.axioms, self.destination.axioms, self._flow.axioms, shared)
        self.anything = Scene(self.formulas, self.source, self.destination, self._flow, self.formulas.all(axioms))

    def connected(
        self, clauses: Clauses, source: Who, destination: Who, traffic: Traffic = ALL_TRAFFIC, *, explain: bool = False
    ) -> Answer:
        """Is there a connection that the policies allow? If never: because of these isolations and denials."""
        scene, guards = self.between(source, destination), Guards(self.formulas, closes) if explain else None
        allowed = scene.allowed(clauses, guards or counts)
        return self.ask(scene, (scene.travels(traffic), allowed), guards)

    def refused(
        self, clauses: Clauses, source: Who, destination: Who, traffic: Traffic = ALL_TRAFFIC, *, explain: bool = False
    ) -> Answer:
        """Is there a connection that they do not allow? If never: because of these clauses."""
        scene, guards = self.between(source, destination), Guards(self.formulas, opens) if explain else None
        refused = self.formulas.none(scene.allowed(clauses, guards or counts))
        return self.ask(scene, (scene.travels(traffic), refused), guards)

    def kept_out(
        self, clauses: Clauses, direction: Direction, subject: Who, peers: Who, traffic: Traffic = ALL_TRAFFIC
    ) -> Answer:
        """Is there a connection that the policies of its subject keep out? If never: because of these clauses.

        Whether the policies of the other end allow it does not matter.
        """
        ends = (peers, subject) if direction is Direction.INGRESS else (subject, peers)
        scene, guards = self.between(*ends), Guards(self.formulas, opens)
        kept = self.formulas.none(scene.lets(clauses, direction, guards))
        return self.ask(scene, (scene.travels(traffic), kept), guards)

    def between(self, source: Who, destination: Who) -> Scene:
        """The scene of a connection between two groups or declared pods."""
        asked = ((self.source, source), (self.destination, destination))
        given = (self.anything.given, *(end.is_one_of(who) for end, who in asked if not isinstance(who, PodKind)))
        opener, receiver = (Declared(who) if isinstance(who, PodKind) else end for end, who in asked)
        same = opener is self.source and receiver is self.destination
        scene = self.anything if same else Scene(self.formulas, opener, receiver, self._flow)
        places = {Direction.EGRESS: homes(source), Direction.INGRESS: homes(destination)}
        return replace(scene, given=self.formulas.all(given), homes=places)

    def ask(self, scene: Scene, asked: Iterable[Formula], guards: Guards | None = None) -> Answer:
        """Is there a case of the scene in which all of this holds?"""
        session = Session(self.formulas, (scene.given, *asked), self._limit)
        wishes = [(wish, session.suppose(wish)) for wish in islice(self._wishes(), WISHES)]
        flags = guards.flags if guards else {}
        outcome = smallest(session, tuple(flags.values()))
        if isinstance(outcome, Contradiction):
            said = tuple(flags)
            return Never(tuple(said[place] for place in outcome.core))
        if not isinstance(outcome, Model):
            return Unknown()
        return self._witness(scene, _plainest(session, tuple(flags.values()), outcome, wishes))

    def _wishes(self) -> Iterator[Formula]:
        yield from self._flow.preferences
        yield from self.source.preferences
        yield from self.destination.preferences

    def _witness(self, scene: Scene, model: Model) -> Witness:
        return Witness(scene.source.read(model), scene.destination.read(model), *self._flow.read(model))


def _plainest(session: Session, flags: tuple[Atom, ...], model: Model, wishes: list[tuple[Formula, Atom]]) -> Model:
    """The case with as many wishes fulfilled as can be, in their order."""
    granted, checks = list(flags), 0
    for wish, flag in wishes:
        if model.holds(wish):
            granted.append(flag)
        elif checks < CHECKS:
            checks += 1
            outcome = session.check([*granted, flag])
            if isinstance(outcome, Model):
                model = outcome
                granted.append(flag)
    return model
