"""A NetworkPolicy has rules for a direction that its policyTypes do not list, or means to close one and does not.

Why: rules of a direction that is not listed are ignored, so connections in that direction stay as open as they were.
An empty `egress` list without policyTypes closes nothing either: the default lists Egress only where it has a rule.
Fix: list the direction in policyTypes, or remove its rules.
Silent: an empty list beside policyTypes that leave the direction out, which is what templates write.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction, NetworkPolicy
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_types_contradict_rules(cluster: Cluster) -> Iterator[Problem]:
    """API reference, NetworkPolicySpec.policyTypes."""
    for policy in cluster.network_policies:
        for direction in Direction:
            if direction not in policy.types and policy.written(direction):
                yield _ignored(policy, direction)
        if _closes_nothing(policy):
            message = "without policyTypes an empty egress list closes nothing: egress stays open; list Egress"
            yield Problem(policy.section_at(Direction.EGRESS).key, message)


def _ignored(policy: NetworkPolicy, direction: Direction) -> Problem:
    listed = ", ".join(sorted(other.value.capitalize() for other in policy.types))
    count = len(policy.written(direction))
    rules = f"this {direction} rule is" if count == 1 else f"these {count} {direction} rules are"
    message = f"{rules} ignored: policyTypes lists {listed} only"
    related = (Related(policy.types_at, "the types"),)
    return Problem(policy.section_at(direction).key, message, related=related)


def _closes_nothing(policy: NetworkPolicy) -> bool:
    section = policy.section_at(Direction.EGRESS)
    return not policy.types_at.written and section.value == []
