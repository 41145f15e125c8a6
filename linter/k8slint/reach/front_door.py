"""Ways in from outside that are no pod of the input: ingress controllers and gateways that it does not declare.

Where it declares their pods, those are the sources, as any other pods.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.door.door import Door, DoorKind
from k8slint.door.doors import ways
from k8slint.door.way import Way
from k8slint.model.cluster import Cluster
from k8slint.reach.clause import Span
from k8slint.reach.endpoint import Endpoint, PodKind
from k8slint.record import dataclass

INGRESS_CONTROLLER = "@ingress-controller"
"""(contract: `reach`)"""
_CONTROLLER = PodKind("", {}, {}, {}, host_network=False, addresses=())
"""Nothing is known of the controller's pod: a policy admits it only where it admits any pod."""


@dataclass(frozen=True)
class FrontDoor:
    """A source that goes to certain ports only: `targets` maps ids of endpoints to them."""

    endpoint: Endpoint
    targets: dict[str, tuple[Span, ...]]


def front_doors(cluster: Cluster) -> tuple[FrontDoor, ...]:
    """The ingress controller and the gateways, where something routes through them to declared pods."""
    targets: dict[str, dict[str, set[Span]]] = {}
    for way in ways(cluster):
        if (name := source_of(way.door)) and way.weight:
            for id_, span in _ends(cluster, way):
                targets.setdefault(name, {}).setdefault(id_, set()).add(span)
    return tuple(_front_door(name, found) for name, found in targets.items())


def _front_door(name: str, targets: dict[str, set[Span]]) -> FrontDoor:
    spans = {id_: tuple(sorted(found, key=lambda s: (s.first, s.protocol))) for id_, found in targets.items()}
    return FrontDoor(Endpoint(name, (_CONTROLLER,), ()), spans)


def source_of(door: Door) -> str | None:
    """The pseudo-endpoint of a door; None where declared pods serve it, and where clients come by address."""
    if door.controllers:
        return None
    if door.kind is DoorKind.GATEWAY:
        return f"@gateway/{door.meta.namespace}/{door.meta.name}"
    return INGRESS_CONTROLLER if door.kind in (DoorKind.INGRESS, DoorKind.ROUTE) else None


def _ends(cluster: Cluster, way: Way) -> Iterator[tuple[str, Span]]:
    """The endpoints behind a way, and their ports."""
    service = cluster.service(way.namespace, way.service) if way.service else None
    for port in filter(way.leads_to, service.ports if service else ()):
        for workload in cluster.pods_of(service) if service else ():
            number = workload.pod.resolve(port.target, port.protocol) if port.target else None
            if number:
                yield workload.id, Span(port.protocol, number, number)
