"""What the map shows as points: workloads, Services, front doors, and what lies outside."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import field
from typing import Any

from k8slint.finding import ObjectRef
from k8slint.model.cluster import Cluster
from k8slint.model.meta import Namespaced
from k8slint.model.network_policy import Direction
from k8slint.model.sensitive import sensitive_port
from k8slint.model.sensitive_server import sensitive_server
from k8slint.model.service import Service, ServiceType
from k8slint.reach.clause import Network
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.reachability import Reachability
from k8slint.record import dataclass
from k8slint.report.map_limits import Limits
from k8slint.report.reach_text import end_words

OUTSIDE = "@outside"
"""Where whoever uses a front door comes from."""
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Nodes:
    """`numbers` are places in `data`, by what a node stands for: an endpoint, addresses, or an object."""

    data: list[dict[str, Any]] = field(default_factory=list)
    numbers: dict[Hashable, int] = field(default_factory=dict)
    by_ref: dict[ObjectRef, list[int]] = field(default_factory=dict)

    def add(self, key: Hashable, kind: str, type_: str, name: str, namespace: str = "", **more: Any) -> int:
        """A node's number; a new one where there is none yet."""
        if key not in self.numbers:
            self.numbers[key] = len(self.data)
            self.data.append({"kind": kind, "type": type_, "name": name, "namespace": namespace, **more})
        return self.numbers[key]

    def outside(self, end: Endpoint | tuple[Network, ...]) -> int:
        """The node of addresses, or of a front door that the input does not declare."""
        words = end_words(end)
        short = words if len(words) <= _LONGEST_NAME else f"{words[:_LONGEST_NAME]}…"
        return self.add(end, "outside", "front door" if isinstance(end, Endpoint) else "addresses", short, full=words)

    def refer(self, ref: ObjectRef, number: int) -> None:
        """Findings about that object are shown at the node."""
        self.by_ref.setdefault(ref, []).append(number)


def nodes_of(cluster: Cluster, reach: Reachability, limits: Limits) -> Nodes:
    """The objects of the input; what lies outside is added with its links."""
    nodes = Nodes()
    stores = dict(_stores(cluster, reach))
    for end in sorted(reach.endpoints, key=lambda end: end.id):
        _add_workload(nodes, end, reach, limits, stores.get(end, ""))
    for service in sorted(cluster.services, key=lambda service: (service.namespace, service.name)):
        notes = list(_service_notes(service))
        number = nodes.add(service.meta.ref, "service", "Service", service.name, service.namespace, notes=notes)
        nodes.refer(service.meta.ref, number)
    for door in sorted(doors_of(cluster), key=lambda door: (door.namespace, door.name)):
        nodes.refer(door.meta.ref, nodes.add(door.meta.ref, "door", door.meta.kind, door.name, door.namespace))
    return nodes


def doors_of(cluster: Cluster) -> tuple[Namespaced, ...]:
    """The objects that route requests of many names."""
    return (*cluster.ingresses, *cluster.gateways, *cluster.routes)


def _stores(cluster: Cluster, reach: Reachability) -> Iterator[tuple[Endpoint, str]]:
    """What listens where only its own clients should get to it: databases, caches, queues."""
    for end in reach.endpoints:
        found: dict[str, None] = {}
        for workload in end.workloads:
            ports = (port for service in cluster.services_of(workload) for port in service.ports)
            found |= dict.fromkeys(filter(None, (sensitive_server(port, [workload]) for port in ports)))
            for container, port in workload.pod.ports:
                known = [port.name] if port.name else []
                found |= dict.fromkeys(
                    filter(None, [sensitive_port(port.number, port.protocol, known, container.image)])
                )
        yield end, ", ".join(found)


def _add_workload(nodes: Nodes, end: Endpoint, reach: Reachability, limits: Limits, store: str) -> None:
    namespace = end.workloads[0].namespace
    kind, _, name = end.id.removeprefix(f"{namespace}/").partition("/")
    notes = ["on the host network, where no policy binds it"] if end.host_network else []
    notes += ["what the input does not say may change this"] if end.id in reach.assumed else []
    opens = {str(direction): str(limits.by_end[end, direction].openness) for direction in Direction}
    opens |= {f"{direction}_ports": limits.by_end[end, direction].words for direction in Direction}
    labels = [f"{key}={value}" for key, value in sorted(end.labels.items())]
    number = nodes.add(end, "workload", kind, name, namespace, notes=notes, labels=labels, store=store, **opens)
    for workload in end.workloads:
        nodes.refer(workload.meta.ref, number)


def _service_notes(service: Service) -> Iterator[str]:
    yield f"type {service.type}" + (", headless" if service.headless else "")
    if service.ports:
        yield "ports " + ", ".join(str(port) for port in service.ports)
    if service.type is ServiceType.EXTERNAL_NAME and service.external_name:
        yield f"stands for {service.external_name}"
