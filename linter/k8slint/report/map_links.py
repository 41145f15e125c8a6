"""What leads to what on the map: doors to Services, Services to pods, and who may connect to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from itertools import islice

from k8slint.door.doors import ways
from k8slint.finding import ObjectRef
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.model.service import Service, ServiceType
from k8slint.reach.clause import Network
from k8slint.reach.connection import Connection
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.reachability import Reachability
from k8slint.record import dataclass
from k8slint.report.map_limits import Limits, Openness
from k8slint.report.map_nodes import OUTSIDE, Nodes, doors_of
from k8slint.report.reach_json import traffic_texts

_MOST_CONNECTIONS = 60_000
_OPEN_TYPES = (ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER)


@dataclass(frozen=True)
class Links:
    """`data` holds source, target, number of the words and whether it is a connection; `words` are ports."""

    data: list[list[int]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    left_out: bool = False

    def add(self, source: int, target: int, words: str, connects: bool = False) -> None:
        """One link."""
        if words not in self.numbers:
            self.numbers[words] = len(self.words)
            self.words.append(words)
        self.data.append([source, target, self.numbers[words], int(connects)])


def links_of(cluster: Cluster, reach: Reachability, limits: Limits, nodes: Nodes) -> Links:
    """The links of a cluster; nodes for what lies outside are added."""
    connections = list(islice(_listed(reach, limits), _MOST_CONNECTIONS + 1))
    links = Links(left_out=len(connections) > _MOST_CONNECTIONS)
    for connection in connections[:_MOST_CONNECTIONS]:
        words = "; ".join(traffic_texts(connection.traffic))
        links.add(_number(nodes, connection.source), _number(nodes, connection.destination), words, connects=True)
    _add_ways(cluster, nodes, links)
    return links


def _listed(reach: Reachability, limits: Limits) -> Iterator[Connection]:
    """The connections that the openness of their ends does not tell.

    An end is free where it takes every pod alike. Told are those between free ends that are pods off the host network;
    a free end that takes pods only has those with addresses, and with pods on the host network, listed.
    """
    bound = (Openness.LIMITED, Openness.CLOSED)
    bound_in, choosy_in = limits.ends(Direction.INGRESS, *bound), limits.ends(Direction.INGRESS, Openness.PODS)
    bound_out, choosy_out = limits.ends(Direction.EGRESS, *bound), limits.ends(Direction.EGRESS, Openness.PODS)
    doors = {door.endpoint for door in reach.doors}
    yield from reach.connections(receives=bound_in.__contains__)
    yield from reach.connections((bound_out | doors).__contains__, lambda end: end not in bound_in)
    yield from reach.connections(_off_the_pods, choosy_in.__contains__)
    yield from reach.connections(choosy_out.__contains__, _off_the_pods)


def _off_the_pods(end: Endpoint | tuple[Network, ...]) -> bool:
    return not isinstance(end, Endpoint) or end.host_network


def _number(nodes: Nodes, end: Endpoint | tuple[Network, ...]) -> int:
    return nodes.numbers[end] if end in nodes.numbers else nodes.outside(end)


def _add_ways(cluster: Cluster, nodes: Nodes, links: Links) -> None:
    for service in cluster.services:
        number = nodes.numbers[service.meta.ref]
        for target in sorted({n for w in cluster.pods_of(service) for n in nodes.by_ref[w.meta.ref]}):
            links.add(number, target, ", ".join(f"{port} to {port.target}" for port in service.ports) or "no ports")
        if service.type in _OPEN_TYPES or service.external_ips:
            links.add(_outside(nodes), number, ", ".join(_outer_ports(service)))
    for door, services in _doors(cluster).items():
        number = nodes.numbers[door]
        links.add(
            _outside(nodes),
            number,
            "through the gateway" if door.kind == "Gateway" else "through the ingress controller",
        )
        for service in services:
            links.add(number, nodes.numbers[service.meta.ref], "routes to")


def _doors(cluster: Cluster) -> dict[ObjectRef, list[Service]]:
    """Ingresses, Gateways and Routes with the Services that they lead to."""
    found: dict[ObjectRef, dict[ObjectRef, Service]] = {door.meta.ref: {} for door in doors_of(cluster)}
    for way in ways(cluster):
        service = cluster.service(way.namespace, way.service) if way.service else None
        if way.door.is_controlled and service:
            found[way.door.meta.ref][service.meta.ref] = service
    return {door: list(services.values()) for door, services in found.items()}


def _outer_ports(service: Service) -> Iterator[str]:
    for port in service.ports:
        yield f"{service.type} {port.port}" + (f", node port {port.node_port}" if port.node_port else "")


def _outside(nodes: Nodes) -> int:
    return nodes.add(OUTSIDE, "outside", "clients", "outside the cluster", full="whoever reaches a front door")
