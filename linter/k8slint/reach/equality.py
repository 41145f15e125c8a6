"""Whether two sets of policies mean the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from k8slint.reach.answer import Answer
from k8slint.reach.clause import Clause, Clauses, Tier
from k8slint.reach.formula import Formula
from k8slint.reach.prover import Prover
from k8slint.reach.scene import Scene

K = TypeVar("K")
V = TypeVar("V")


def allowed_only_by(prover: Prover, one: Clauses, other: Clauses) -> Answer:
    """Is there a connection that the first set allows and the second does not? If never, the second contains the first.

    The prover must have been made with both sets.
    """
    scene, formulas = prover.anything, prover.formulas
    return prover.ask(scene, (_touched(scene, one, other), scene.allowed(one), formulas.none(scene.allowed(other))))


def told_apart(prover: Prover, one: Clauses, other: Clauses) -> Answer:
    """Is there a connection on which they differ? If never, they are equal, however they are written."""
    scene = prover.anything
    differ = prover.formulas.differ(scene.allowed(one), scene.allowed(other))
    return prover.ask(scene, (_touched(scene, one, other), differ))


def _touched(scene: Scene, one: Clauses, other: Clauses) -> Formula:
    """Whether something speaks of the connection that is not in both: without that there is no difference."""
    rules = {_key(clause): clause for clause in one.clauses}, {_key(clause): clause for clause in other.clauses}
    alone = (
        {(i.direction, i.subject): i for i in one.isolations},
        {(i.direction, i.subject): i for i in other.isolations},
    )
    met = (scene.met(only) for only in _only(*rules))
    isolated = (scene.subject(only.direction).meets(only.subject) for only in _only(*alone))
    return scene.formulas.any((*met, *isolated))


def _key(clause: Clause) -> object:
    """What a clause says. Where the first one decides, its place is part of that."""
    place = None if clause.tier is Tier.NETWORK_POLICY else clause.order
    return clause.tier, place, clause.direction, clause.subject, clause.peers, clause.traffic, clause.effect


def _only(one: dict[K, V], other: dict[K, V]) -> Iterator[V]:
    return ((one if key in one else other)[key] for key in {**one, **other} if (key in one) != (key in other))
