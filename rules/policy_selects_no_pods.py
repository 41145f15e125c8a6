"""A NetworkPolicy's podSelector matches no pod of its namespace.

Why: the pods that the policy was written for stay open, or stay closed where another policy isolates them, and nothing
in the cluster says so.
Fix: make podSelector match labels of a pod in the policy's namespace, or remove the policy with its pods.
Silent: an empty podSelector; pods that something outside of the input makes (an operator whose custom resource has
those labels, an `external` entry of the configuration, a role that lets an application create pods); namespaces of
which the input holds no workload; labels whose key no pod of the namespace has. Where fewer than three workloads have
the key, the input may be a part of the application, and the finding is an info, unless the value is empty. An error
where other labels come near, where a workload that no policy selects has the policy's name, or where the input is
declared complete. Where an application is told to call what the policy would admit, required-connection-blocked tells
it.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Severity, Verdict
from k8slint.inputs.scalar import written
from k8slint.model.absence import covers, pods_elsewhere, pods_spawned
from k8slint.model.cluster import Cluster
from k8slint.model.crowd import crowd
from k8slint.model.meant import selects_any, subject_miss
from k8slint.model.network_policy import NetworkPolicy
from k8slint.model.selection import Miss, stray_values
from k8slint.model.selector import Selector
from k8slint.model.shown import Shown, lacking, place, shown
from k8slint.path.blocked import taken_over
from k8slint.rule import rule
from k8slint.words import Words


@rule(Severity.WARNING)
def policy_selects_no_pods(cluster: Cluster) -> Iterator[Problem]:
    for policy in cluster.network_policies:
        if meant := _meant_namespace(cluster, policy):
            yield _misplaced(policy, meant)
            continue
        lost = policy.pods.is_literal and not selects_any(cluster, policy)
        if lost and not pods_elsewhere(cluster, policy.namespace, policy.pods):
            yield from _problem(cluster, policy)
        for miss in stray_values(policy.pods, crowd(cluster, (policy.namespace,))):
            wanted = miss.differences[0].requirement
            yield _near(f"no pod in namespace {policy.namespace} has {wanted}", miss)


def _meant_namespace(cluster: Cluster, policy: NetworkPolicy) -> str | None:
    """The one namespace of which the policy's own is a misspelling, if it has pods that the policy selects."""
    if policy.namespace in cluster.known_namespaces or not policy.meta.namespace_at.written:
        return None
    near = cluster.once(_known).misspelt(policy.namespace)
    return near[0] if len(near) == 1 and cluster.pods_selected_by(policy.pods, near[0]) else None


def _known(cluster: Cluster) -> Words:
    return Words(cluster.known_namespaces)


def _misplaced(policy: NetworkPolicy, meant: str) -> Problem:
    at = policy.meta.namespace_at
    message = f"no pod is in namespace {policy.namespace}; the pods that the policy selects are in {meant}"
    return Problem(at, message, Severity.ERROR, fix=Fix.replace(at, written(meant), f"write namespace {meant}"))


def _problem(cluster: Cluster, policy: NetworkPolicy) -> Iterator[Problem]:
    namespace = policy.namespace
    pods = crowd(cluster, (namespace,))
    unmet = lacking(policy.pods, pods)
    lack = f"no pod in namespace {namespace} has {unmet}"
    if miss := subject_miss(cluster, policy):
        yield _near(lack, miss)
    elif policy.pods.at in cluster.once(taken_over):
        return
    elif cluster.is_complete(namespace):
        yield Problem(place(unmet), lack, Severity.ERROR)
    elif covers(cluster, namespace) and not pods_spawned(cluster, namespace):
        known = shown(policy.pods, pods)
        if known is not Shown.NOTHING:
            message = f"{lack}; something outside of this input would have to make one"
            level = None if known is Shown.MUCH or _is_blank(unmet) else Severity.INFO
            yield Problem(place(unmet), message, level, Verdict.ASSUMED)


def _is_blank(unmet: Selector) -> bool:
    """A label without a value, which is legal and hardly ever meant."""
    return any(requirement.values == {""} for requirement in unmet.requirements)


def _near(lack: str, miss: Miss) -> Problem:
    return Problem(miss.at, f"{lack}; {miss}", Severity.ERROR, related=miss.related, fix=miss.fix)
