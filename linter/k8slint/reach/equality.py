"""Whether two sets of policies mean the same."""

from __future__ import annotations

from k8slint.reach.answer import Answer
from k8slint.reach.clause import Clauses
from k8slint.reach.prover import Prover


def allowed_only_by(prover: Prover, one: Clauses, other: Clauses) -> Answer:
    """Is there a connection that the first set allows and the second does not? If never, the second contains the first.

    The prover must have been made with both sets.
    """
    scene, formulas = prover.anything, prover.formulas
    return prover.ask(scene, (scene.allowed(one), formulas.none(scene.allowed(other))))


def told_apart(prover: Prover, one: Clauses, other: Clauses) -> Answer:
    """Is there a connection on which they differ? If never, they are equal, however they are written."""
    scene = prover.anything
    return prover.ask(scene, (prover.formulas.differ(scene.allowed(one), scene.allowed(other)),))
