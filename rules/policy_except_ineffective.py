"""An `except` of an ipBlock leaves out addresses that another rule lets in.

Why: an exception trims its own block only. Rules add up, so the addresses connect as if the exception were not there,
while the policy reads as if they were kept out.
Fix: put the exception into the rule that lets them in, or remove that rule.
Silent: exceptions of which a part, or a port of the rule, stays closed to some pod that the policy selects.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.reach.hole import ineffective_holes
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_except_ineffective(cluster: Cluster) -> Iterator[Problem]:
    for hole in ineffective_holes(cluster):
        names = dict.fromkeys(f"{rule.direction} rule {rule.index + 1} of {rule.policy.name}" for rule in hole.rules)
        verb = "lets" if len(names) == 1 else "let"
        message = f"leaving out {hole.text} has no effect: {', '.join(names)} {verb} it in"
        related = tuple(Related(rule.at, f"{rule.policy.kind} {rule.policy.name}") for rule in hole.rules)
        end = "source" if hole.rules[0].direction is Direction.INGRESS else "destination"
        witness = {end: hole.text.partition("/")[0]}
        yield Problem(hole.at, message, related=related, witness=witness)
