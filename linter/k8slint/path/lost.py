"""Policies that would let a connection through but for a slip, which the rules about policies report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from k8slint.model.cluster import Cluster
from k8slint.model.meant import selects_any, subject_miss
from k8slint.model.namespace_miss import namespace_misses
from k8slint.model.network_policy import NetworkPolicy, Peers, PodPeer, PolicyPort, PolicyRule, Ports
from k8slint.model.peer_miss import platform_miss
from k8slint.model.peering import peer_namespaces, peer_pods
from k8slint.model.policy_port import PortUse, port_uses
from k8slint.model.selection import near_miss, stray_values
from k8slint.model.selector import Selector
from k8slint.model.shown import lacking
from k8slint.model.workload import Workload
from k8slint.near import is_digit_slip, is_misspelling
from k8slint.path.obstacle import Obstacle


def is_evident(cluster: Cluster, found: Obstacle) -> bool:
    """Whether a slip in a policy for the subject's pods refuses the connection, and what is meant is evident."""
    policies = cluster.network_policies_in(found.subject.namespace)
    return (
        any(_was_meant_for(cluster, policy, found) for policy in policies)
        or any(_misses_peer(cluster, policy, found) for policy in policies if _isolates(policy, found))
        or any(_misses_port(use, found) for use in port_uses(cluster) if _isolates(use.policy, found))
    )


def lost_policy(cluster: Cluster, found: Obstacle) -> NetworkPolicy | None:
    """A policy that selects no pod and would let the connection through if it selected the subject."""
    for policy in cluster.network_policies_in(found.subject.namespace):
        rules = policy.rules(found.direction)
        if not selects_any(cluster, policy) and any(_admits(cluster, policy, rule, found) for rule in rules):
            return policy
    return None


def lost_peer(cluster: Cluster, found: Obstacle) -> Selector | None:
    """The part that no pod meets of the one peer of the nearest rule that means no pod."""
    policy = next((p for p in cluster.network_policies if found.nearest and p.meta is found.nearest.policy), None)
    if policy is None or found.nearest is None or found.misses_port:
        return None
    rule = policy.rules(found.direction)[found.nearest.index]
    peers = [] if rule.peers is Peers.ALL else [p for p in rule.peers if isinstance(p, PodPeer) and p.pods]
    lost = [peer for peer in peers if not peer_pods(cluster, policy, peer)]
    if len(lost) != 1 or lost[0].pods is None:
        return None
    names = peer_namespaces(cluster, policy, lost[0])
    return lacking(lost[0].pods, [w for name in names for w in cluster.workloads_in(name)])


def _was_meant_for(cluster: Cluster, policy: NetworkPolicy, found: Obstacle) -> bool:
    """Whether it selects nothing by a slip, and the subject is what it was meant for."""
    if found.direction not in policy.types:
        return False
    missed = None if selects_any(cluster, policy) else subject_miss(cluster, policy)
    strays = stray_values(policy.pods, cluster.workloads_in(policy.namespace))
    return any(_among(found.subject, miss.workloads) for miss in (*strays, *((missed,) if missed else ())))


def _isolates(policy: NetworkPolicy, found: Obstacle) -> bool:
    return any(isolation.policy is policy.meta for isolation in found.isolations)


def _misses_peer(cluster: Cluster, policy: NetworkPolicy, found: Obstacle) -> bool:
    """Whether a peer of it means no pod by a slip, and the other end is what was meant."""
    for peer in _pod_peers(policy, found):
        if peer.namespaces and any(namespace_misses(cluster, peer.namespaces)):
            return True
        workloads = [w for name in peer_namespaces(cluster, policy, peer) for w in cluster.workloads_in(name)]
        misses = list(stray_values(peer.pods, workloads)) if peer.pods else []
        if peer.pods and not peer_pods(cluster, policy, peer):
            misses += [miss for miss in (near_miss(peer.pods, workloads),) if miss]
        if any(_among(found.peer, miss.workloads) for miss in misses) or platform_miss(policy, peer):
            return True
    return False


def _pod_peers(policy: NetworkPolicy, found: Obstacle) -> Iterator[PodPeer]:
    for rule in policy.rules(found.direction):
        if rule.peers is not Peers.ALL:
            yield from (peer for peer in rule.peers if isinstance(peer, PodPeer))


def _misses_port(use: PortUse, found: Obstacle) -> bool:
    """Whether a rule admits the Service's port, or one that is the port asked for but for letters or a digit."""
    if found.nearest is None or not found.misses_port or use.rule.at != found.nearest.at:
        return False
    port, pod = use.port.port, found.subject if _among(found.subject, use.pods) else found.peer
    if isinstance(port, str):
        names = [p.name for _, p in pod.pod.ports if p.number == found.number and p.name]
        return pod.pod.resolve(port, use.port.protocol) is None and any(is_misspelling(port, name) for name in names)
    behind = use.behind_service if use.unserved is not None else None
    near = use.unserved is not None and is_digit_slip(use.unserved, found.number)
    return near or (behind is not None and behind[1] == found.number)


def _admits(cluster: Cluster, policy: NetworkPolicy, rule: PolicyRule, found: Obstacle) -> bool:
    """Whether a rule names the other end and the port."""
    named = rule.peers is Peers.ALL or any(
        _among(found.peer, peer_pods(cluster, policy, peer)) for peer in rule.peers if isinstance(peer, PodPeer)
    )
    return named and (rule.ports is Ports.ALL or any(_is_port(port, found) for port in rule.ports))


def _is_port(port: PolicyPort, found: Obstacle) -> bool:
    if port.protocol is not found.protocol:
        return False
    if isinstance(port.port, str):
        return any(w.pod.resolve(port.port, port.protocol) == found.number for w in (found.subject, found.peer))
    return port.port is None or port.port <= found.number <= (port.end_port or port.port)


def _among(workload: Workload, workloads: Iterable[Workload]) -> bool:
    return any(each.id == workload.id for each in workloads)
