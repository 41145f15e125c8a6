"""Connections that the input asks for and its policies refuse, those of one cause together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from k8slint.edge.edge import Confidence, Edge
from k8slint.finding import Related
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import NetworkPolicy
from k8slint.model.selector import Selector
from k8slint.model.shown import place
from k8slint.model.workload import Workload
from k8slint.path.lost import is_evident, lost_peer, lost_policy
from k8slint.path.need import needs
from k8slint.path.obstacle import Obstacle, obstacle
from k8slint.record import dataclass


@dataclass(frozen=True, eq=False)
class Blocked:
    """The connections of `edges` that meet one of `obstacles`, all of which one change would remove.

    `lost` is a policy that would let them through if it selected the pods, `stray` what no pod has of a peer of the
    nearest rule; `is_evident` tells that a rule about policies reports the slip that refuses them.
    """

    edges: tuple[Edge, ...]
    obstacles: tuple[Obstacle, ...]
    lost: NetworkPolicy | None
    stray: Selector | None
    is_evident: bool

    @property
    def obstacle(self) -> Obstacle:
        """The first of them: all have its place and its reason."""
        return self.obstacles[0]

    @property
    def at(self) -> At:
        """What has to change."""
        if self.stray:
            return place(self.stray)
        return self.lost.pods.at if self.lost else self.obstacle.at

    @property
    def is_sure(self) -> bool:
        """Whether some of them are configured, rather than mentioned."""
        return any(edge.confidence >= Confidence.CONFIGURED for edge in self.edges)

    @property
    def evidence(self) -> tuple[Related, ...]:
        """What asks for them."""
        return tuple(Related(edge.evidence.host_at, f"{_name(edge)} is told to call it") for edge in self.edges)

    @property
    def reason(self) -> str:
        """What refuses them, in words."""
        if self.lost:
            return f"NetworkPolicy {self.lost.name}, which admits it, selects no pod"
        if self.stray:
            return f"this {self.obstacle.direction} rule admits {self.stray}, which no pod has"
        return self.obstacle.reason


def blocked(cluster: Cluster) -> tuple[Blocked, ...]:
    """All of them."""
    groups: dict[object, list[tuple[Edge, Obstacle]]] = {}
    for edge, found in _obstacles(cluster):
        lost = None if found.nearest else lost_policy(cluster, found)
        key = (found.at, found.subject.id, lost and lost.meta.at, is_evident(cluster, found))
        groups.setdefault(key, []).append((edge, found))
    return tuple(_blocked(cluster, group) for group in groups.values())


def unexplained(cluster: Cluster) -> tuple[Blocked, ...]:
    """Those that no rule about policies explains."""
    return tuple(each for each in cluster.once(blocked) if not each.is_evident)


def taken_over(cluster: Cluster) -> frozenset[At]:
    """The places of which a blocked connection tells more than a selector or a port by itself: a cause is told once."""
    rules = (each.obstacle.nearest.at for each in cluster.once(unexplained) if each.obstacle.nearest)
    return frozenset((*rules, *(each.lost.pods.at for each in cluster.once(unexplained) if each.lost)))


def needed_rules(cluster: Cluster) -> Mapping[At, Blocked]:
    """By place, the rules of policies that refuse by an evident slip what the input asks for."""
    found = (each for each in cluster.once(blocked) if each.is_evident)
    return {each.obstacle.nearest.at: each for each in found if each.obstacle.nearest}


def _obstacles(cluster: Cluster) -> Iterator[tuple[Edge, Obstacle]]:
    for need in cluster.once(needs) if cluster.network_policies or cluster.admin_policies else ():
        for end in need.ends:
            if _is_bound(need.client) and _is_bound(end.workload) and end.workload.id != need.client.id:
                found = obstacle(cluster, need.client, end.workload, end.protocol, end.number)
                if found:
                    yield need.edge, found


def _is_bound(workload: Workload) -> bool:
    """Whether policies bind it as they bind every pod, for as long as the application lives."""
    return not workload.pod.host_network and not workload.is_hook


def _blocked(cluster: Cluster, group: list[tuple[Edge, Obstacle]]) -> Blocked:
    found = group[0][1]
    edges = {edge.evidence.host_at: edge for edge, _ in group}
    obstacles = {(o.peer.id, o.protocol, o.number): o for _, o in group}
    lost = None if found.nearest else lost_policy(cluster, found)
    evident = is_evident(cluster, found)
    return Blocked(tuple(edges.values()), tuple(obstacles.values()), lost, lost_peer(cluster, found), evident)


def _name(edge: Edge) -> str:
    return f"{edge.caller.kind} {edge.caller.name}" if isinstance(edge.caller, Workload) else str(edge.caller)
