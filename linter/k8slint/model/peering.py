"""The peers of a NetworkPolicy: which declared namespaces and pods they speak of, and what they leave open.

(API reference: NetworkPolicyPeer; a namespace that the input does not declare has unknown labels but for its name)
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.model.cluster import Cluster
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.namespace_index import NamespaceIndex
from k8slint.model.network_policy import Direction, IpBlock, NetworkPolicy, Peers, PodPeer, PolicyRule
from k8slint.model.selector import Operator, Selector
from k8slint.model.workload import Workload


def all_rules(policy: NetworkPolicy) -> Iterator[PolicyRule]:
    """The rules that count, of both directions."""
    for direction in Direction:
        yield from policy.rules(direction)


def peers(policy: NetworkPolicy) -> Iterator[tuple[PolicyRule, PodPeer]]:
    """Every peer that names pods or namespaces, with its rule."""
    for rule in all_rules(policy):
        if rule.peers is not Peers.ALL:
            yield from ((rule, peer) for peer in rule.peers if isinstance(peer, PodPeer))


def peer_namespaces(cluster: Cluster, policy: NetworkPolicy, peer: PodPeer) -> tuple[str, ...]:
    """The namespaces of the input in which a peer looks for pods."""
    if peer.namespaces is None:
        return (policy.namespace,)
    return tuple(cluster.once(NamespaceIndex.of).matching(peer.namespaces))


def named_namespaces(selector: Selector) -> frozenset[str] | None:
    """The namespaces that a selector names by the label that all have; None where it does not go by name."""
    by_name = (r for r in selector.requirements if r.key == NAME_LABEL and r.operator is Operator.IN)
    return next((r.values for r in by_name), None)


def is_closed(cluster: Cluster, peer: PodPeer) -> bool:
    """Whether a peer looks for pods nowhere but in namespaces that the input has."""
    if peer.namespaces is None or cluster.config.complete is True:
        return True
    named = named_namespaces(peer.namespaces)
    return named is not None and named <= cluster.known_namespaces.keys()


def peer_pods(cluster: Cluster, policy: NetworkPolicy, peer: PodPeer) -> tuple[Workload, ...]:
    """The declared pods that a peer means, on the host network or not."""
    selector = peer.pods or Selector((), peer.at)
    names = peer_namespaces(cluster, policy, peer)
    return tuple(w for name in names for w in cluster.pods_selected_by(selector, name))


def blocks(policy: NetworkPolicy) -> Iterator[IpBlock]:
    """Every block of addresses."""
    for rule in all_rules(policy):
        if rule.peers is not Peers.ALL:
            yield from (peer for peer in rule.peers if isinstance(peer, IpBlock))
