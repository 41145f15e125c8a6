"""Which pods a policy was meant for that selects none."""

from __future__ import annotations

from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import NetworkPolicy
from k8slint.model.selection import Miss, longer_miss, namesake_miss, near_miss


def selects_any(cluster: Cluster, policy: NetworkPolicy) -> bool:
    """Whether it selects pods, or would if a controller made the pods that it selects itself: that one is at fault."""
    if policy.pods.is_empty or cluster.pods_selected_by(policy.pods, policy.namespace):
        return True
    selectors = (workload.selector for workload in cluster.workloads_in(policy.namespace))
    return any(selector and policy.pods.matches(selector.equalities) for selector in selectors)


def subject_miss(cluster: Cluster, policy: NetworkPolicy) -> Miss | None:
    """The pods that a policy without pods was evidently meant for.

    Beside those that its labels come near: the workload that it is named after, or whose label is nearly its own, if
    no other policy selects that one.
    """
    workloads = cluster.workloads_in(policy.namespace)
    if miss := near_miss(policy.pods, workloads):
        return miss
    others = [p for p in cluster.network_policies_in(policy.namespace) if not p.pods.is_empty]
    free = [w for w in workloads if not any(w.matches(other.pods) for other in others)]
    return namesake_miss(policy.pods, free, policy.name) or longer_miss(policy.pods, free)
