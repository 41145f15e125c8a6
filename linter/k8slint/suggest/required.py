"""The rules that workloads need: for what they call, for who calls them, for their doors and for the platform."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.door.doors import ways
from k8slint.door.way import Way
from k8slint.edge.edge import Edge, Platform
from k8slint.edge.platform import platform_edges
from k8slint.edge.resolve import targets
from k8slint.model.api_client import api_binding
from k8slint.model.backing import meant
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload
from k8slint.path.arrive import ends_behind
from k8slint.path.need import needs
from k8slint.record import dataclass
from k8slint.suggest.peer import ANYWHERE, OWN_NAMESPACE, blocks, pods
from k8slint.suggest.rule import ANY_POD, Peer, Port, Rule

API_PORTS: tuple[Port, ...] = ((Protocol.TCP, 443), (Protocol.TCP, 6443))
"""Of the API server: its Service's, which some network plugins see, and its own."""


@dataclass(frozen=True, eq=False)
class Required:
    """A rule that a workload needs."""

    workload: Workload
    rule: Rule


def required(cluster: Cluster) -> tuple[Required, ...]:
    """What the input asks for; several of a workload may name one peer."""
    return tuple(_asked(cluster))


def uncalled(cluster: Cluster) -> tuple[Required, ...]:
    """A Service is there for somebody: where nothing says for whom, any pod of its namespace may be meant."""
    reached = {each.workload.id for each in cluster.once(required) if each.rule.direction is Direction.INGRESS}
    return tuple(_uncalled(cluster, reached))


def _asked(cluster: Cluster) -> Iterator[Required]:
    yield from _calls(cluster)
    for way in ways(cluster):
        yield from _door(cluster, way)
    for edge in cluster.once(platform_edges):
        yield from _platform(cluster, edge)
    for workload in cluster.workloads:
        if binding := api_binding(cluster, workload):
            reason = f"the API server, as {binding.meta.kind} {binding.meta.name} lets its account"
            yield Required(workload, Rule(Direction.EGRESS, blocks(ANYWHERE)[0], API_PORTS, (reason,)))


def _uncalled(cluster: Cluster, reached: set[str]) -> Iterator[Required]:
    for service in cluster.services:
        for port in service.ports:
            for workload in meant(cluster, service):
                number = workload.pod.resolve(port.target, port.protocol) if port.target is not None else None
                if number and workload.id not in reached:
                    reason = f"nothing in the input says who calls Service {service.name}"
                    yield Required(
                        workload, Rule(Direction.INGRESS, OWN_NAMESPACE, ((port.protocol, number),), (reason,))
                    )


def _calls(cluster: Cluster) -> Iterator[Required]:
    for need in cluster.once(needs):
        for end in need.ends:
            client, server, port = need.client, end.workload, ((end.protocol, end.number),)
            if server.id != client.id:
                told, to = _told(need.edge), _peer(cluster, server, client.namespace)
                yield Required(client, Rule(Direction.EGRESS, to, port, (f"calls {_name(server)}{told}",)))
                source = _peer(cluster, client, server.namespace)
                yield Required(server, Rule(Direction.INGRESS, source, port, (f"{_name(client)} calls it{told}",)))


def _door(cluster: Cluster, way: Way) -> Iterator[Required]:
    """A controller that the input does not declare may be any pod; clients of a balancer come by address."""
    name = f"{way.door.meta.kind} {way.door.meta.name}"
    for end in ends_behind(cluster, way):
        port = ((end.protocol, end.number),)
        for controller in way.door.controllers:
            peer, reason = _peer(cluster, controller, end.workload.namespace), f"{_name(controller)} serves {name}"
            yield Required(end.workload, Rule(Direction.INGRESS, peer, port, (reason,)))
            to = _peer(cluster, end.workload, controller.namespace)
            yield Required(controller, Rule(Direction.EGRESS, to, port, (f"sends requests of {name} there",)))
        if not way.door.controllers:
            anybody = (ANY_POD,) if way.door.is_controlled else blocks(way.door.sources or ANYWHERE)
            reason = f"{way.door.kind} of {name}" if not way.door.is_controlled else f"the controller of {name}"
            yield from (Required(end.workload, Rule(Direction.INGRESS, each, port, (reason,))) for each in anybody)


def _platform(cluster: Cluster, edge: Edge) -> Iterator[Required]:
    """The API server calls from an address that nobody knows beforehand, Prometheus is a pod; nodes get in anyway."""
    if edge.caller is not Platform.KUBELET:
        peer = ANY_POD if edge.caller is Platform.SCRAPER else blocks(ANYWHERE)[0]
        for workload, number in targets(cluster, edge):
            if number:
                rule = Rule(Direction.INGRESS, peer, ((edge.protocol, number),), (f"{edge.caller}{_told(edge)}",))
                yield Required(workload, rule)


def _peer(cluster: Cluster, other: Workload, namespace: str) -> Peer:
    """Pods on the host network have the address of their node, which nobody knows beforehand."""
    return blocks(ANYWHERE)[0] if other.pod.host_network else pods(cluster, other, namespace)


def _told(edge: Edge) -> str:
    """What says so, and where."""
    key = f"{edge.evidence.key}, " if edge.evidence.key else ""
    at = edge.evidence.host_at.location
    return f" ({key}{at.file}:{at.line})"


def _name(workload: Workload) -> str:
    return f"{workload.kind} {workload.name}"
