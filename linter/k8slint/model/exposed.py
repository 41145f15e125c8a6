"""Workloads with a front door: somebody meant them to be reached from outside."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.node import Value
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service, ServiceType

ROUTING_GROUPS = (
    "gateway.networking.k8s.io",
    "networking.istio.io",
    "traefik.io",
    "traefik.containo.us",
    "projectcontour.io",
    "configuration.konghq.com",
    "getambassador.io",
    "k8s.nginx.org",
    "cloud.google.com",
    "networking.gke.io",
    "elbv2.k8s.aws",
    "apisix.apache.org",
    "gateway.solo.io",
)
"""API groups whose objects lead traffic from outside to Services, which they name somewhere."""
_DEPTH = 12


def exposed(cluster: Cluster) -> frozenset[str]:
    """The ids of the workloads that something leads traffic from outside to."""
    named = frozenset(_named(cluster))
    behind = (
        service for service in cluster.services if _is_open(service) or (service.namespace, service.name) in named
    )
    pods = (workload.id for service in behind for workload in cluster.pods_of(service))
    host_ports = (w.id for w in cluster.workloads if any(port.host_port for _, port in w.pod.ports))
    return frozenset((*pods, *host_ports))


def _is_open(service: Service) -> bool:
    return service.type in (ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER) or bool(service.external_ips)


def _named(cluster: Cluster) -> Iterator[tuple[str, str]]:
    """Namespaces and names of Services that routes of some kind name."""
    for ingress in cluster.ingresses:
        yield from ((ingress.namespace, backend.service) for backend in ingress.backends if backend.service)
    for route in cluster.routes:
        yield from ((route.namespace, name) for name in route.services)
    for gateway_route in cluster.gateway_routes:
        yield from ((backend.ref.namespace, backend.ref.name) for backend in gateway_route.backends)
    for meta in cluster.others:
        if meta.group in ROUTING_GROUPS:
            for word in _texts(meta.at.value, _DEPTH):
                name, _, namespace = word.removesuffix(".svc.cluster.local").removesuffix(".svc").partition(".")
                yield namespace or meta.namespace or "default", name


def _texts(value: Value, depth: int) -> Iterator[str]:
    """Every text inside a value."""
    if isinstance(value, str):
        yield value
    elif depth and isinstance(value, dict | list):
        for child in value.values() if isinstance(value, dict) else value:
            yield from _texts(child, depth - 1)
