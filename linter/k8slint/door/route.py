"""OpenShift Routes: doors of the cluster's router.

Source: OpenShift documentation, "Route configuration"; the router compares paths by whole segments, the longest first.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.door.door import Door, DoorKind
from k8slint.door.way import Match, PathMatch, Way
from k8slint.model.cluster import Cluster
from k8slint.model.port import PortRef
from k8slint.model.route import Route, RouteBackend, Termination


def route_ways(cluster: Cluster) -> Iterator[Way]:
    """The ways of every Route, those that the router asks first in front."""
    for route in sorted(cluster.routes, key=_order):
        door = Door(DoorKind.ROUTE, route.meta, route.spec_at, keeps_client=False, front=("router",))
        for backend in route.backends:
            yield _way(cluster, door, route, backend)


def _order(route: Route) -> tuple[bool, bool, int]:
    return route.host is None, route.subdomains, -len(_path(route))


def _path(route: Route) -> str:
    """The router does not see the paths of TLS that it passes on."""
    return "/" if route.termination is Termination.PASSTHROUGH else route.path or "/"


def _way(cluster: Cluster, door: Door, route: Route, backend: RouteBackend) -> Way:
    tls = route.termination is not None
    return Way(
        door,
        Match(_host(route), _path(route), PathMatch.PREFIX),
        route.namespace,
        backend.service,
        _port(cluster, route, backend),
        backend.at,
        listens=443 if tls else 80,
        tls=tls,
        host_at=route.spec_at / "host",
        weight=backend.weight,
    )


def _host(route: Route) -> str | None:
    return f"*.{route.host.partition('.')[2]}" if route.host and route.subdomains else route.host


def _port(cluster: Cluster, route: Route, backend: RouteBackend) -> PortRef | None:
    """A Route names the target port by number; the port of the Service is what a way leads to."""
    service = cluster.service(route.namespace, backend.service)
    port = route.port_of(service) if service and route.port else None
    return port.port or port.name if port else route.port
