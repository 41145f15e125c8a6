"""What adds nothing: a clause that others already cover, for every pod that anyone may create."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from k8slint.reach.answer import Answer
from k8slint.reach.clause import Clause, Clauses, Isolation, Tier, homes_of
from k8slint.reach.formula import Formula
from k8slint.reach.guard import Guards
from k8slint.reach.prover import Prover
from k8slint.reach.scene import Scene


def missed_without(prover: Prover, clause: Clause, rivals: Sequence[Clause]) -> Answer:
    """Is there a connection about which the others would say something else than this clause does?

    If never, the clause adds nothing, because of the clauses in the answer. In the tiers of the administrators, what
    stands before it counts whatever it says, and what comes after it where it says the same.
    `rivals` are the clauses of its tier and direction that may speak of the same, in their order, itself among them.
    """
    guards, scene = Guards(prover.formulas, lambda said: said is not clause), prover.anything
    if clause.tier is Tier.NETWORK_POLICY:
        covered = prover.formulas.any(_met(scene, c, guards) for c in rivals if c is not clause)
    else:
        place = rivals.index(clause)
        before = prover.formulas.any(_met(scene, c, guards) for c in rivals[:place])
        covered = prover.formulas.any((before, _said_later(scene, clause, rivals[place + 1 :], guards)))
    return prover.ask(scene, (scene.met(clause), prover.formulas.none(covered)), guards)


def isolated_only_by(prover: Prover, clauses: Clauses, isolation: Isolation) -> Answer:
    """Is there a pod that nothing else isolates in that direction?"""
    guards, scene = Guards(prover.formulas, lambda said: said is not isolation), prover.anything
    subject = scene.subject(isolation.direction)
    homes = homes_of(isolation.subject.namespaces.requirements)
    others = (i for i in clauses.isolating(isolation.direction, homes) if i is not isolation)
    covered = prover.formulas.any(prover.formulas.all((subject.meets(i.subject), guards(i))) for i in others)
    return prover.ask(scene, (subject.meets(isolation.subject), prover.formulas.none(covered)), guards)


def _met(scene: Scene, said: Clause, guards: Guards) -> Formula:
    met = scene.met(said)
    return met if met is False else scene.formulas.all((met, guards(said)))


def _said_later(scene: Scene, clause: Clause, later: Iterable[Clause], guards: Guards) -> Formula:
    """Whether the first of the later clauses that speaks of the connection says the same."""
    same: Formula = False
    for other in reversed(tuple(later)):
        says = guards(other) if other.effect is clause.effect else False
        same = scene.formulas.choose(scene.met(other), says, same)
    return same
