"""A NetworkPolicy's policyTypes and its rules contradict each other.

Why: rules of a direction that is not listed are ignored, so connections in that direction stay as open as they were.
An empty `egress` list without policyTypes closes nothing either: the default lists Egress only where it has a rule.
A listed Egress without a rule closes everything: DNS too, and the API server for pods that call it.
Fix: list the direction in policyTypes, or remove its rules; write rules for what the pods need.
Silent: an empty list beside policyTypes that leave the direction out, which is what templates write; a listed Egress
without rules for pods whose account no binding of the input gives a role, or to which another policy gives rules,
which `api-server-egress-blocked` looks into.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity
from k8slint.inputs.at import At
from k8slint.model.api_client import api_binding
from k8slint.model.cluster import Cluster
from k8slint.model.insertion import above, beside, first_items
from k8slint.model.network_policy import Direction, NetworkPolicy
from k8slint.model.workload import Workload
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_types_contradict_rules(cluster: Cluster) -> Iterator[Problem]:
    """API reference, NetworkPolicySpec.policyTypes."""
    for policy in cluster.network_policies:
        for direction in Direction:
            if direction not in policy.types and policy.written(direction):
                yield _ignored(policy, direction)
        yield from _cut_off(cluster, policy)
        if _closes_nothing(policy):
            message = "without policyTypes an empty egress list closes nothing: egress stays open; list Egress"
            at = policy.section_at(Direction.EGRESS).key
            yield Problem(at, message, fix=above(at, "policyTypes: [Ingress, Egress]", "list Egress"))


def _ignored(policy: NetworkPolicy, direction: Direction) -> Problem:
    listed = ", ".join(sorted(other.value.capitalize() for other in policy.types))
    count = len(policy.written(direction))
    rules = f"this {direction} rule is" if count == 1 else f"these {count} {direction} rules are"
    message = f"{rules} ignored: policyTypes lists {listed} only"
    related = (Related(policy.types_at, "the types"),)
    return Problem(policy.section_at(direction).key, message, related=related, fix=_listed(policy, direction))


def _listed(policy: NetworkPolicy, direction: Direction) -> Fix | None:
    """Ingress stands first, as everybody writes it."""
    word = direction.value.capitalize()
    if direction is Direction.INGRESS and (edit := first_items(policy.types_at, (word,))):
        return Fix(f"list {word}", (edit,))
    return beside(policy.types_at / (len(policy.types) - 1), word, f"list {word}")


def _cut_off(cluster: Cluster, policy: NetworkPolicy) -> Iterator[Problem]:
    """Egress is listed, nobody writes a rule for it, and a pod needs the API server."""
    if Direction.EGRESS not in policy.types or policy.egress or policy.pods.is_empty or cluster.admin_policies:
        return
    for workload in cluster.pods_selected_by(policy.pods, policy.namespace):
        binding = api_binding(cluster, workload)
        if binding and not workload.pod.host_network and not _has_egress(cluster, workload):
            pod = f"{workload.kind} {workload.name}"
            message = f"Egress is listed without a rule: {pod} reaches neither DNS nor the API server, which it calls"
            related = (Related(binding.meta.name_at, f"the binding of its account to {binding.role}"),)
            yield Problem(_type_at(policy), message, related=related)
            return


def _has_egress(cluster: Cluster, workload: Workload) -> bool:
    return any(policy.rules(Direction.EGRESS) for policy in cluster.policies_of(workload))


def _type_at(policy: NetworkPolicy) -> At:
    places = (policy.types_at / index for index in range(2))
    return next((at for at in places if at.value == "Egress"), policy.types_at)


def _closes_nothing(policy: NetworkPolicy) -> bool:
    section = policy.section_at(Direction.EGRESS)
    return not policy.types_at.written and section.value == []
