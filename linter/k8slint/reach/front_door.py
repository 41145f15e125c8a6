"""Ways in from outside that are no pod of the input: the ingress controller behind Ingresses and Routes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from k8slint.model.cluster import Cluster
from k8slint.model.port import PortRef, Protocol
from k8slint.model.service import Service, ServicePort
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
    """The ingress controller, where something routes through it."""
    targets: dict[str, set[Span]] = {}
    for service, port in _routed(cluster):
        for workload in cluster.pods_of(service):
            number = workload.pod.resolve(port.target, port.protocol) if port.target else None
            if number:
                targets.setdefault(workload.id, set()).add(Span(Protocol.TCP, number, number))
    if not targets:
        return ()
    endpoint = Endpoint(INGRESS_CONTROLLER, (_CONTROLLER,), ())
    return (FrontDoor(endpoint, {id_: tuple(sorted(spans, key=lambda s: s.first)) for id_, spans in targets.items()}),)


def _routed(cluster: Cluster) -> Iterator[tuple[Service, ServicePort]]:
    """The Service ports that Ingresses and Routes lead to."""
    for ingress in cluster.ingresses:
        for backend in ingress.backends:
            service = cluster.service(ingress.namespace, backend.service) if backend.service else None
            if service and backend.port is not None:
                yield from ((service, port) for port in service.ports if _serves(port, backend.port))
    for route in cluster.routes:
        for service in _existing(cluster, route.namespace, route.services):
            yield from ((service, port) for port in service.ports if route.leads_to(port))


def _serves(port: ServicePort, ref: PortRef) -> bool:
    """The API wants a Service port; ingress-nginx also takes its target port, so that way is open, too."""
    return ref in (port.port, port.name, port.target)


def _existing(cluster: Cluster, namespace: str, names: Iterable[str]) -> Iterator[Service]:
    return (service for name in names if (service := cluster.service(namespace, name)))
