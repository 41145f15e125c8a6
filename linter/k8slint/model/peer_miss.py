"""Peers of a NetworkPolicy that match no pod, each for one reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from k8slint.model.absence import CONTROL_PLANE
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import NetworkPolicy, Peers, PodPeer, PolicyRule
from k8slint.model.peering import all_rules, named_namespaces, peer_namespaces
from k8slint.model.selector import Selector


@dataclass(frozen=True)
class Split:
    """`pods` finds nothing in the policy's own namespace and would in the namespaces of `namespaces` (`where`)."""

    pods: PodPeer
    namespaces: PodPeer
    where: Selector


def splits(cluster: Cluster, policy: NetworkPolicy) -> Iterator[Split]:
    """Pairs of peers of one rule that are meant as one peer."""
    for rule in all_rules(policy):
        for pods, namespaces in _pairs(rule):
            own = cluster.pods_selected_by(pods.pods, policy.namespace) if pods.pods else ()
            if namespaces.namespaces and not own and _fit(cluster, policy, pods, namespaces):
                yield Split(pods, namespaces, namespaces.namespaces)


def _pairs(rule: PolicyRule) -> Iterator[tuple[PodPeer, PodPeer]]:
    found = () if rule.peers is Peers.ALL else [p for p in rule.peers if isinstance(p, PodPeer)]
    for pods in found:
        if pods.namespaces is None and pods.pods and not pods.pods.is_empty:
            yield from ((pods, other) for other in found if other.pods is None)


def _fit(cluster: Cluster, policy: NetworkPolicy, pods: PodPeer, namespaces: PodPeer) -> bool:
    """Whether the pair as one peer means pods: declared ones, or those of the control plane."""
    selector = pods.pods
    if selector is None or namespaces.namespaces is None:
        return False
    found = peer_namespaces(cluster, policy, namespaces)
    if any(cluster.pods_selected_by(selector, name) for name in found if name != policy.namespace):
        return True
    named = named_namespaces(namespaces.namespaces) or frozenset(namespaces.namespaces.equalities.values())
    return "kube-system" in named and bool(CONTROL_PLANE.intersection(selector.equalities.items()))
