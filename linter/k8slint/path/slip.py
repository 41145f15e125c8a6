"""Slips in policies that their rules report: which pods a lost selector or peer was evidently meant for.

Each is looked for once, whatever the number of connections that it may refuse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.crowd import crowd
from k8slint.model.meant import selects_any, subject_miss
from k8slint.model.namespace_miss import namespace_misses
from k8slint.model.network_policy import Direction, NetworkPolicy, PodPeer
from k8slint.model.peer_miss import platform_miss
from k8slint.model.peering import peer_namespaces, peer_pods, peers
from k8slint.model.policy_port import PortUse, port_uses
from k8slint.model.selection import Miss, near_miss, stray_values
from k8slint.record import dataclass

ANYBODY = "*"
"""Stands among the ids of workloads for all of them: nothing says whom a lost namespace was meant for."""


@dataclass(frozen=True, eq=False)
class Slips:
    """By namespace, the policies that select no pod; by policy, the ids of the workloads that its podSelector, or the
    peers of its rules in a direction, were evidently meant for; by rule, its ports.
    """

    lost: Mapping[str, Sequence[NetworkPolicy]]
    subjects: Mapping[str, Sequence[tuple[NetworkPolicy, frozenset[str]]]]
    peers: Mapping[tuple[At, Direction], frozenset[str]]
    ports: Mapping[At, Sequence[PortUse]]

    @classmethod
    def of(cls, cluster: Cluster) -> Slips:
        """All slips of a cluster's policies."""
        lost: dict[str, list[NetworkPolicy]] = {}
        subjects: dict[str, list[tuple[NetworkPolicy, frozenset[str]]]] = {}
        meant: dict[tuple[At, Direction], frozenset[str]] = {}
        ports: dict[At, list[PortUse]] = {}
        for policy in cluster.network_policies:
            is_lost = not selects_any(cluster, policy)
            if is_lost:
                lost.setdefault(policy.namespace, []).append(policy)
            if ids := frozenset(_subjects(cluster, policy, is_lost)):
                subjects.setdefault(policy.namespace, []).append((policy, ids))
            for rule, peer in peers(policy):
                key = (policy.meta.at, rule.direction)
                meant[key] = meant.get(key, frozenset()) | frozenset(_peers(cluster, policy, peer))
        for use in cluster.once(port_uses):
            ports.setdefault(use.rule.at, []).append(use)
        return cls(lost, subjects, meant, ports)


def _subjects(cluster: Cluster, policy: NetworkPolicy, is_lost: bool) -> Iterator[str]:
    yield from _ids(stray_values(policy.pods, crowd(cluster, (policy.namespace,))))
    if is_lost and (miss := subject_miss(cluster, policy)):
        yield from _ids((miss,))


def _peers(cluster: Cluster, policy: NetworkPolicy, peer: PodPeer) -> Iterator[str]:
    if (peer.namespaces and any(namespace_misses(cluster, peer.namespaces))) or platform_miss(policy, peer):
        yield ANYBODY
    if peer.pods and not peer.pods.is_empty:
        pods = crowd(cluster, peer_namespaces(cluster, policy, peer))
        yield from _ids(stray_values(peer.pods, pods))
        if not peer_pods(cluster, policy, peer) and (miss := near_miss(peer.pods, pods)):
            yield from _ids((miss,))


def _ids(misses: Iterator[Miss] | Sequence[Miss]) -> Iterator[str]:
    return (workload.id for miss in misses for workload in miss.workloads)
