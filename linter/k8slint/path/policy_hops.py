"""The hops through the policies of both ends, and to a DNS server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload
from k8slint.path.dns import NoDns, asks_cluster_dns, without_dns
from k8slint.path.hop import Hop, HopKind, State
from k8slint.path.obstacle import Obstacle, explained, obstacle_at
from k8slint.reach.explain import Side
from k8slint.reach.reachability import Reachability

KINDS = {Direction.EGRESS: HopKind.EGRESS, Direction.INGRESS: HopKind.INGRESS}


def policy_hops(cluster: Cluster, client: Workload, server: Workload, protocol: Protocol, number: int) -> Iterator[Hop]:
    """One for each end: what its policies say of the connection."""
    for side in explained(cluster, client, server, protocol, number).sides:
        if side.allowed:
            yield _allowed(cluster, side, client if side.direction is Direction.EGRESS else server)
        else:
            yield refused_hop(obstacle_at(side, client, server, protocol, number))


def _allowed(cluster: Cluster, side: Side, workload: Workload) -> Hop:
    assumed = workload.id in cluster.once(Reachability.of).assumed
    state = State.ASSUMED if assumed else State.PROVEN
    deciding = next((step.clause for step in side.steps if step.decisive), None)
    text = f"{workload.kind} {workload.name}: allowed {side.reason}"
    kind, at = KINDS[side.direction], deciding.at if deciding else None
    return Hop(kind, state, text, at, deciding.policy.ref if deciding else None)


def refused_hop(found: Obstacle) -> Hop:
    """The hop at which policies end a connection."""
    text = f"{found.subject.kind} {found.subject.name}: {found.reason}"
    return Hop(KINDS[found.direction], State.BROKEN, text, found.at, related=found.related)


def dns_hop(cluster: Cluster, client: Workload) -> Hop:
    """Whether the client can look up names."""
    if not asks_cluster_dns(client):
        return Hop(HopKind.DNS, State.ASSUMED, f"{client.kind} {client.name} does not ask the cluster's DNS")
    lacking = cluster.once(_by_id).get(client.id)
    if lacking is None:
        return Hop(HopKind.DNS, State.PROVEN, f"policies let {client.kind} {client.name} ask a DNS server")
    protocols = " and ".join(lacking.protocols)
    state = State.BROKEN if Protocol.UDP in lacking.protocols else State.ASSUMED
    text = f"no egress rule of {client.kind} {client.name} leads to a DNS server over {protocols}"
    return Hop(HopKind.DNS, state, text, lacking.isolations[0].at)


def _by_id(cluster: Cluster) -> Mapping[str, NoDns]:
    return {workload.id: each for each in cluster.once(without_dns) for workload in each.workloads}
