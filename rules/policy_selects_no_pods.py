"""A NetworkPolicy's podSelector matches no pod of its namespace.

Why: the pods that the policy was written for stay open, or stay closed where another policy isolates them, and nothing
in the cluster says so.
Fix: make podSelector match labels of a pod in the policy's namespace, or remove the policy with its pods.
Silent: an empty podSelector; pods that something outside of the input makes (an operator whose custom resource has
those labels, an `external` entry of the configuration, a role that lets an application create pods); namespaces of
which the input holds no workload; labels whose key no pod of the namespace has. Where fewer than three workloads have
the key, the input may be a part of the application, and the finding is an info. An error where other labels come near,
where a workload that no policy selects has the policy's name, or where the input is declared complete.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity, Verdict
from k8slint.model.absence import covers, pods_elsewhere, pods_spawned
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import NetworkPolicy
from k8slint.model.selection import Miss, longer_miss, namesake_miss, near_miss, stray_values
from k8slint.model.shown import Shown, lacking, place, shown
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_selects_no_pods(cluster: Cluster) -> Iterator[Problem]:
    for policy in cluster.network_policies:
        lost = policy.pods.is_literal and not _selects_any(cluster, policy)
        if lost and not pods_elsewhere(cluster, policy.namespace, policy.pods):
            yield from _problem(cluster, policy)
        for miss in stray_values(policy.pods, cluster.workloads_in(policy.namespace)):
            wanted = miss.differences[0].requirement
            yield _near(f"no pod in namespace {policy.namespace} has {wanted}", miss)


def _selects_any(cluster: Cluster, policy: NetworkPolicy) -> bool:
    """Whether it selects pods, or would if a controller made the pods that it selects itself: that one is at fault."""
    workloads = cluster.workloads_in(policy.namespace)
    return policy.pods.is_empty or any(
        w.matches(policy.pods) or (w.selector and policy.pods.matches(w.selector.equalities)) for w in workloads
    )


def _problem(cluster: Cluster, policy: NetworkPolicy) -> Iterator[Problem]:
    workloads, namespace = cluster.workloads_in(policy.namespace), policy.namespace
    unmet = lacking(policy.pods, workloads)
    lack = f"no pod in namespace {namespace} has {unmet}"
    if miss := near_miss(policy.pods, workloads) or _meant(cluster, policy):
        yield _near(lack, miss)
    elif cluster.is_complete(namespace):
        yield Problem(place(unmet), lack, Severity.ERROR)
    elif covers(cluster, namespace) and not pods_spawned(cluster, namespace):
        known = shown(policy.pods, workloads)
        if known is not Shown.NOTHING:
            message = f"{lack}; something outside of this input would have to make one"
            level = None if known is Shown.MUCH else Severity.INFO
            yield Problem(place(unmet), message, level, Verdict.ASSUMED)


def _meant(cluster: Cluster, policy: NetworkPolicy) -> Miss | None:
    """The workload that the policy is named after, or whose label is nearly its own, if no other policy selects it."""
    others = [p for p in cluster.network_policies_in(policy.namespace) if not p.pods.is_empty]
    free = [w for w in cluster.workloads_in(policy.namespace) if not any(w.matches(other.pods) for other in others)]
    return namesake_miss(policy.pods, free, policy.name) or longer_miss(policy.pods, free)


def _near(lack: str, miss: Miss) -> Problem:
    return Problem(miss.at, f"{lack}; {miss}", Severity.ERROR, related=miss.related, fix=miss.fix)
