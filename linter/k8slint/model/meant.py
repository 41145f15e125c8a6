"""Which pods a policy was meant for that selects none."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.model.cluster import Cluster
from k8slint.model.crowd import Crowd, crowd
from k8slint.model.network_policy import NetworkPolicy
from k8slint.model.selection import Miss, longer_miss, namesake_miss, near_miss
from k8slint.model.workload import Workload


def selects_any(cluster: Cluster, policy: NetworkPolicy) -> bool:
    """Whether it selects pods, or would if a controller made the pods that it selects itself: that one is at fault."""
    if policy.pods.is_empty or cluster.pods_selected_by(policy.pods, policy.namespace):
        return True
    return crowd(cluster, (policy.namespace,)).is_wanted(policy.pods)


def subject_miss(cluster: Cluster, policy: NetworkPolicy) -> Miss | None:
    """The pods that a policy without pods was evidently meant for.

    Beside those that its labels come near: the workload that it is named after, or whose label is nearly its own, if
    no other policy selects that one.
    """
    if miss := near_miss(policy.pods, crowd(cluster, (policy.namespace,))):
        return miss
    known = cluster.once(_free)
    if policy.namespace not in known:
        known[policy.namespace] = Crowd(_unselected(cluster, policy.namespace))
    free = known[policy.namespace]
    return namesake_miss(policy.pods, free, policy.name) or longer_miss(policy.pods, free)


def _free(_: Cluster) -> dict[str, Crowd]:
    """The pods of each namespace that no policy selects, worked out once."""
    return {}


def _unselected(cluster: Cluster, namespace: str) -> Iterator[Workload]:
    selectors = {policy.pods for policy in cluster.network_policies_in(namespace) if not policy.pods.is_empty}
    selected = {w.meta.at for selector in selectors for w in cluster.pods_selected_by(selector, namespace)}
    return (workload for workload in cluster.workloads_in(namespace) if workload.meta.at not in selected)
