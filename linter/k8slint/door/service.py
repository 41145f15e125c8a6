"""The doors that a Service opens: node ports, external IPs, a load balancer. (API reference: ServiceSpec)"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from k8slint.door.door import Door, DoorKind
from k8slint.door.host_port import node_addresses
from k8slint.door.way import Match, Way
from k8slint.model.address import is_private
from k8slint.model.balancer import source_ranges
from k8slint.model.balancer_side import fixed_addresses, is_internal, keeps_client
from k8slint.model.cluster import Cluster
from k8slint.model.external_dns import own_names
from k8slint.model.service import Service, ServicePort, ServiceType


def service_ways(cluster: Cluster) -> Iterator[Way]:
    """The ways through the doors of Services, port by port. Headless Services open none."""
    for service in cluster.services:
        if not service.headless and service.type is not ServiceType.EXTERNAL_NAME:
            for door in _doors(cluster, service):
                yield from (_way(door, service, port) for port in service.ports if _opens(door, service, port))


def _doors(cluster: Cluster, service: Service) -> Iterator[Door]:
    kept, names = service.external_traffic_policy == "Local", own_names(service.meta)
    if service.type is ServiceType.LOAD_BALANCER:
        ranges, internal = source_ranges(service), is_internal(cluster, service)
        door = Door(DoorKind.LOAD_BALANCER, service.meta, service.type_at, internal, ranges)
        yield replace(door, keeps_client=keeps_client(cluster, service), addresses=(*names, *fixed_addresses(service)))
    if service.open_node_ports:
        nodes = (*(names if service.type is ServiceType.NODE_PORT else ()), *node_addresses(cluster))
        yield Door(DoorKind.NODE_PORT, service.meta, service.type_at, keeps_client=kept, addresses=nodes)
    if ips := service.external_ips:
        at = service.spec_at / "externalIPs"
        door = Door(DoorKind.EXTERNAL_IP, service.meta, at, all(map(is_private, ips)))
        yield replace(door, keeps_client=kept, addresses=ips)


def _opens(door: Door, service: Service, port: ServicePort) -> bool:
    """Node ports that are asked for are given in any case. (API reference: allocateLoadBalancerNodePorts)"""
    return door.kind is not DoorKind.NODE_PORT or service.allocates_node_ports or port.node_port is not None


def _way(door: Door, service: Service, port: ServicePort) -> Way:
    way = Way(
        door,
        Match(),
        service.namespace,
        service.name,
        port.port or port.name,
        port.at,
        listens=port.port,
        protocol=port.protocol,
    )
    return replace(way, listens=port.node_port) if door.kind is DoorKind.NODE_PORT else way
