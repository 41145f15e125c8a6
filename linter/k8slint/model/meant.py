"""What policies with a slip in them were meant for, so that what follows from the slip is not told a second time."""

from __future__ import annotations

from k8slint.model.absence import pods_elsewhere
from k8slint.model.cluster import Cluster
from k8slint.model.namespace_miss import namespace_misses
from k8slint.model.network_policy import NetworkPolicy, PodPeer
from k8slint.model.peering import peer_namespaces, peer_pods, peers
from k8slint.model.selection import Miss, longer_miss, namesake_miss, near_miss
from k8slint.model.shown import Shown, shown
from k8slint.model.workload import Workload


def selects_any(cluster: Cluster, policy: NetworkPolicy) -> bool:
    """Whether it selects pods, or would if a controller made the pods that it selects itself: that one is at fault."""
    workloads = cluster.workloads_in(policy.namespace)
    return policy.pods.is_empty or any(
        w.matches(policy.pods) or (w.selector and policy.pods.matches(w.selector.equalities)) for w in workloads
    )


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


def has_slip(cluster: Cluster, workload: Workload) -> bool:
    """Whether slips in selectors of policies may be why connections to these pods are closed.

    They may be in a policy that was meant for the pods, in one that selects them, or in one that was meant for the
    peers that it admits.
    """
    policies = [p for p in cluster.network_policies_in(workload.namespace) if workload.matches(p.pods)]
    clients = [pod for policy in policies for _, peer in peers(policy) for pod in peer_pods(cluster, policy, peer)]
    return any(_is_missed(cluster, pod) for pod in (workload, *clients)) or any(
        _is_lost(cluster, policy, peer) for policy in policies for _, peer in peers(policy)
    )


def _is_missed(cluster: Cluster, workload: Workload) -> bool:
    """Whether a policy without pods was meant for these."""
    for policy in cluster.network_policies_in(workload.namespace):
        if not selects_any(cluster, policy) and not pods_elsewhere(cluster, policy.namespace, policy.pods):
            miss = subject_miss(cluster, policy)
            if miss and any(workload is meant for meant in miss.workloads):
                return True
    return False


def _is_lost(cluster: Cluster, policy: NetworkPolicy, peer: PodPeer) -> bool:
    """Whether a peer matches nothing and comes near something, or has a label that the pods around it have."""
    if peer.namespaces and any(namespace_misses(cluster, peer.namespaces)):
        return True
    if peer.pods is None or peer_pods(cluster, policy, peer):
        return False
    workloads = [w for name in peer_namespaces(cluster, policy, peer) for w in cluster.workloads_in(name)]
    near = near_miss(peer.pods, workloads) or longer_miss(peer.pods, workloads)
    return near is not None or (not policy.pods.is_empty and shown(peer.pods, workloads) is Shown.MUCH)
