"""Two Services, or two ports of one Service, ask for the same node port and protocol.

Why: a node port belongs to one Service in the whole cluster, whatever the namespace; the API server refuses the
second one.
Fix: give one of them another number, or leave `nodePort` out and let the API server choose.
Silent: one number for two protocols; the same Service read twice; types that open no node port.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.port import Protocol
from k8slint.model.service import Service, ServicePort
from k8slint.rule import rule

Owner = tuple[Service, ServicePort]


@rule(Severity.ERROR)
def node_port_conflict(cluster: Cluster) -> Iterator[Problem]:
    owners: dict[tuple[int, Protocol], Owner] = {}
    for service in cluster.services:
        for port in service.open_node_ports:
            if port.node_port is None:
                continue
            owner = owners.setdefault((port.node_port, port.protocol), (service, port))
            if owner[1] is not port and not _same_read_twice(owner[0], service):
                yield _problem(service, port, owner)


def _same_read_twice(one: Service, other: Service) -> bool:
    return one is not other and (one.namespace, one.name) == (other.namespace, other.name)


def _problem(service: Service, port: ServicePort, owner: Owner) -> Problem:
    holder = f"port {owner[1]} of this Service" if owner[0] is service else f"Service {_id(owner[0])}"
    message = f"node port {port.node_port}/{port.protocol} is already taken by {holder}"
    return Problem(port.node_port_at, message, related=(Related(owner[1].node_port_at, "taken here"),))


def _id(service: Service) -> str:
    return f"{service.namespace}/{service.name}"
