"""Policies of one priority, whose order nothing defines, and connections that depend on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from k8slint.model.admin_policy import AdminPolicy
from k8slint.model.cluster import Cluster
from k8slint.model.contradiction import contradictions
from k8slint.model.selector import Selector
from k8slint.reach.answer import Answer, Never, Unknown
from k8slint.reach.clause import Clauses
from k8slint.reach.equality import told_apart
from k8slint.reach.stranger import Openness
from k8slint.record import dataclass


@dataclass(frozen=True)
class Tie:
    """Two policies, and the connection about which they differ, or that this is not known."""

    first: AdminPolicy
    second: AdminPolicy
    answer: Answer


PAIRS = 300
"""How many pairs the solver is asked about; what is left is reported as not settled."""


def ties(cluster: Cluster) -> Iterator[Tie]:
    """Pairs of one tier and priority that decide something differently in one order than in the other."""
    for number, (one, other) in enumerate(_rivals(cluster)):
        if number == PAIRS:
            yield Tie(one, other, Unknown())
            return
        answer = _differ(cluster.once(Openness.of), one, other)
        if not isinstance(answer, Never):
            yield Tie(one, other, answer)


def _rivals(cluster: Cluster) -> Iterator[tuple[AdminPolicy, AdminPolicy]]:
    """Pairs with different actions for subjects of which some pod could be in both."""
    policies = {policy.meta.ref: policy for policy in cluster.admin_policies}.values()
    for one, other in combinations(policies, 2):
        tied = (one.tier, one.priority) == (other.tier, other.priority)
        if tied and len(_actions(one) | _actions(other)) > 1 and _share_subjects(one, other):
            yield one, other


def _share_subjects(one: AdminPolicy, other: AdminPolicy) -> bool:
    if one.subject is None or other.subject is None:
        return False
    namespaces = _both(one.subject.namespaces, other.subject.namespaces)
    pods = _both(one.subject.pods, other.subject.pods)
    return not any(contradictions(namespaces, of_namespaces=True)) and not any(contradictions(pods))


def _both(one: Selector, other: Selector) -> Selector:
    return Selector((*one.requirements, *other.requirements), one.at)


def _actions(policy: AdminPolicy) -> set[object]:
    return {rule.action for rule in (*policy.ingress, *policy.egress)}


def _differ(openness: Openness, one: AdminPolicy, other: AdminPolicy) -> Answer:
    clauses, names = openness.reach.clauses, {one.meta: other.name, other.meta: one.name}
    swapped = [
        replace(c, order=(c.order[0], names[c.policy], c.order[2])) if c.policy in names else c for c in clauses.clauses
    ]
    swapped.sort(key=lambda c: (c.tier, c.order))
    return told_apart(openness.prover, clauses, Clauses(tuple(swapped), clauses.isolations))
