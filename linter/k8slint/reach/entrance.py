"""Every way in from outside, and whether the policies of the pods behind it let it through.

Clients of a balancer or node port come from their own addresses or, where those are lost on the way, from a node's;
those of an ingress controller or gateway come from its pods.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property

from k8slint.door.door import DoorKind
from k8slint.door.doors import ways
from k8slint.door.way import Way
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.model.port import Protocol
from k8slint.model.service import Service
from k8slint.model.workload import Workload
from k8slint.reach.clause import Network
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.front_door import source_of
from k8slint.reach.network import parse_network
from k8slint.reach.reachability import Reachability
from k8slint.record import dataclass


class Passage(StrEnum):
    """How policies treat those who come through a door."""

    ALL = "all"
    SOME = "some"
    """Certain addresses, or some of the pods that stand between."""
    NONE = "none"
    UNKNOWN = "unknown"
    """Certain addresses, and those of nodes are not known."""


@dataclass(frozen=True)
class Entrance:
    """A way, and one of the endpoints behind it at its port; None where the input has none.

    `sources` are the ids of the pods that stand between; without them clients come by address, and `networks` are the
    addresses that are let in.
    """

    way: Way
    service: Service | None = None
    endpoint: Endpoint | None = None
    port: int | None = None
    passage: Passage | None = None
    sources: tuple[str, ...] = ()
    networks: tuple[Network, ...] = ()


@dataclass(frozen=True)
class Entrances:
    """Asks the policies about each way."""

    cluster: Cluster
    reach: Reachability

    @cached_property
    def _workloads(self) -> dict[int, Workload]:
        return {id(workload.meta): workload for workload in self.cluster.workloads}

    def __iter__(self) -> Iterator[Entrance]:
        endpoints = {endpoint.id: endpoint for endpoint in self.reach.endpoints}
        for way in ways(self.cluster):
            service = self.cluster.service(way.namespace, way.service) if way.service else None
            ends = {(workload.id, port): None for workload, port in self._ends(way, service)}
            if not ends:
                yield Entrance(way, service)
            for id_, port in ends:
                yield self._entrance(way, service, endpoints[id_], port)

    def _ends(self, way: Way, service: Service | None) -> Iterator[tuple[Workload, int]]:
        """The pods behind a way, each with its own port."""
        if way.door.kind is DoorKind.HOST_PORT and isinstance(way.port, int):
            yield self._workloads[id(way.door.meta)], way.port
        for port in filter(way.leads_to, service.ports if service else ()):
            for workload in self.cluster.pods_of(service) if service else ():
                number = workload.pod.resolve(port.target, port.protocol) if port.target else None
                if number:
                    yield workload, number

    def _entrance(self, way: Way, service: Service | None, endpoint: Endpoint, port: int) -> Entrance:
        sources = tuple(self._sources(way))
        if sources:
            lets = {self._lets(source, endpoint, way.protocol, port) for source in sources if source is not endpoint}
            passage = Passage.SOME if len(lets) > 1 else Passage.ALL if True in lets or not lets else Passage.NONE
            return Entrance(way, service, endpoint, port, passage, tuple(source.id for source in sources))
        admitted = self._admitted(endpoint, way.protocol, port)
        return Entrance(way, service, endpoint, port, self._passage(way, admitted), (), admitted)

    def _sources(self, way: Way) -> Iterator[Endpoint]:
        """The pods that stand between a door and its Services, declared or not."""
        ids = {workload.id for workload in way.door.controllers}
        yield from (endpoint for endpoint in self.reach.endpoints if endpoint.id in ids)
        name = source_of(way.door)
        yield from (door.endpoint for door in self.reach.doors if door.endpoint.id == name)

    def _lets(self, source: Endpoint, endpoint: Endpoint, protocol: Protocol, port: int) -> bool:
        spans = self.reach.ports(source, endpoint)
        return any(span.protocol is protocol and span.first <= port <= span.last for span in spans)

    def _admitted(self, endpoint: Endpoint, protocol: Protocol, port: int) -> tuple[Network, ...]:
        """The addresses outside that some pod of the endpoint lets in."""
        atom, universe, mask = self.reach.port_atoms.atom(protocol, port), self.reach.universe, 0
        for bit in self.reach.bits(endpoint):
            for ports, peers in self.reach.verdict(bit, Direction.INGRESS).parts:
                mask |= peers if ports & atom else 0
        return universe.address_networks(mask & universe.all_addresses)

    def _passage(self, way: Way, admitted: tuple[Network, ...]) -> Passage:
        if not admitted:
            return Passage.NONE
        own = _networks(way.door.sources) or _EVERYONE
        nodes = _networks(address for node in self.cluster.nodes for address in node.addresses)
        kept, lost = _share(own, admitted), _share(nodes, admitted) if nodes else _unless_all(admitted)
        if way.door.keeps_client is None:
            return kept if kept is lost else Passage.UNKNOWN
        return kept if way.door.keeps_client else lost


def _networks(texts: Iterable[str]) -> tuple[Network, ...]:
    return tuple(network for text in texts if (network := parse_network(text)))


_EVERYONE = _networks(("0.0.0.0/0", "::/0"))


def _unless_all(admitted: Iterable[Network]) -> Passage:
    return Passage.ALL if _share(_EVERYONE, admitted) is Passage.ALL else Passage.UNKNOWN


def _share(networks: Iterable[Network], admitted: Iterable[Network]) -> Passage:
    """How much of some networks is among others, which are disjoint."""
    wanted, found = 0, 0
    for network in networks:
        wanted += network.num_addresses
        found += sum(_overlap(network, other) for other in admitted)
    return Passage.ALL if found >= wanted else Passage.SOME if found else Passage.NONE


def _overlap(one: Network, other: Network) -> int:
    """How many addresses two networks share: one lies in the other, or none."""
    same = one.version == other.version and one.overlaps(other)
    return min(one.num_addresses, other.num_addresses) if same else 0
