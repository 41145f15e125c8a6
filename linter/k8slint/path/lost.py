"""Policies that would let a connection through but for a slip, which the rules about policies report."""

from __future__ import annotations

from collections.abc import Iterable

from k8slint.model.cluster import Cluster
from k8slint.model.crowd import crowd
from k8slint.model.network_policy import NetworkPolicy, Peers, PodPeer, PolicyPort, PolicyRule, Ports
from k8slint.model.peering import peer_namespaces, peer_pods
from k8slint.model.policy_port import PortUse
from k8slint.model.selector import Selector
from k8slint.model.shown import lacking
from k8slint.model.workload import Workload
from k8slint.near import is_digit_slip, is_misspelling
from k8slint.path.obstacle import Obstacle
from k8slint.path.slip import ANYBODY, Slips


def is_evident(cluster: Cluster, found: Obstacle) -> bool:
    """Whether a slip in a policy for the subject's pods refuses the connection, and what is meant is evident."""
    slips = cluster.once(Slips.of)
    meant = slips.subjects.get(found.subject.namespace, ())
    if any(found.direction in policy.types and found.subject.id in ids for policy, ids in meant):
        return True
    for isolation in found.isolations:
        ids = slips.peers.get((isolation.policy.at, found.direction), frozenset())
        if found.peer.id in ids or ANYBODY in ids:
            return True
    uses = slips.ports.get(found.nearest.at, ()) if found.nearest and found.misses_port else ()
    return any(_misses_port(use, found) for use in uses)


def lost_policy(cluster: Cluster, found: Obstacle) -> NetworkPolicy | None:
    """A policy that selects no pod and would let the connection through if it selected the subject."""
    for policy in cluster.once(Slips.of).lost.get(found.subject.namespace, ()):
        if any(_admits(cluster, policy, rule, found) for rule in policy.rules(found.direction)):
            return policy
    return None


def lost_peer(cluster: Cluster, found: Obstacle) -> Selector | None:
    """The part that no pod meets of the peer of the nearest rule that was meant for the other end, and means no pod."""
    if found.nearest is None or found.misses_port:
        return None
    policies = cluster.network_policies_in(found.subject.namespace)
    policy = next(policy for policy in policies if policy.meta is found.nearest.policy)
    rule = policy.rules(found.direction)[found.nearest.index]
    peers = () if rule.peers is Peers.ALL else rule.peers
    lost = [p for p in peers if isinstance(p, PodPeer) and p.pods and not peer_pods(cluster, policy, p)]
    ranked = sorted(lost, key=lambda peer: _unmet(peer, found.peer))
    if not ranked or (len(ranked) > 1 and _unmet(ranked[0], found.peer) == _unmet(ranked[1], found.peer)):
        return None
    assert ranked[0].pods is not None
    return lacking(ranked[0].pods, crowd(cluster, peer_namespaces(cluster, policy, ranked[0])))


def _unmet(peer: PodPeer, workload: Workload) -> tuple[int, int]:
    """How far a peer is from a workload's pods: the conditions that they do not meet, and of those the foreign keys."""
    unmet = [r for r in peer.pods.requirements if not workload.meets(r)] if peer.pods else []
    return sum(r.key not in workload.pod.labels for r in unmet), len(unmet)


def _misses_port(use: PortUse, found: Obstacle) -> bool:
    """Whether a rule admits the Service's port, or one that is the port asked for but for letters or a digit."""
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
