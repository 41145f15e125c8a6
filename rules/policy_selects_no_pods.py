"""A NetworkPolicy's podSelector matches no pod of its namespace.

Why: the pods that the policy was written for stay open, or stay closed where another policy isolates them, and nothing
in the cluster says so.
Fix: make podSelector match labels of a pod in the policy's namespace, or remove the policy with its pods.
Silent: an empty podSelector; pods that something outside of the input makes (an operator whose custom resource has
those labels, an `external` entry of the configuration, a role that lets an application create pods); namespaces of
which the input holds no workload; labels whose key no pod of the namespace has. Where fewer than three workloads have
the key, the input may be a part of the application, and the finding is an info. An error where other labels come near,
or the input is declared complete.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity, Verdict
from k8slint.model.absence import covers, pods_elsewhere, pods_spawned
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import NetworkPolicy
from k8slint.model.selection import MANY, Miss, bearers, lacking, near_miss, place, stray_values
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
    if miss := near_miss(policy.pods, workloads):
        yield _near(lack, miss)
    elif cluster.is_complete(namespace):
        yield Problem(place(unmet), lack, Severity.ERROR)
    elif covers(cluster, namespace) and not pods_spawned(cluster, namespace) and (known := bearers(unmet, workloads)):
        message = f"{lack}; something outside of this input would have to make one"
        level = Severity.WARNING if known >= MANY else Severity.INFO
        yield Problem(place(unmet), message, level, Verdict.ASSUMED)


def _near(lack: str, miss: Miss) -> Problem:
    return Problem(miss.at, f"{lack}; {miss}", Severity.ERROR, related=miss.related, fix=miss.fix)
