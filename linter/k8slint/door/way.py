"""A way through a door to the port of a Service, and which requests take it."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from k8slint.door.door import Door, DoorKind
from k8slint.inputs.at import At
from k8slint.model.port import PortRef, Protocol
from k8slint.model.service import ServicePort
from k8slint.record import dataclass


class PathMatch(StrEnum):
    """How a path is compared."""

    EXACT = "Exact"
    PREFIX = "Prefix"
    """By whole segments: `/cart` takes `/cart/1`, and not `/carts`."""
    START = "Start"
    """By characters: `/cart` takes `/carts`, too. (ImplementationSpecific of many Ingress controllers)"""
    WILDCARD = "Wildcard"
    """`*` stands for any characters, `?` for one. (AWS Load Balancer Controller, GKE Ingress)"""
    REGEX = "Regex"
    """A regular expression that has to match from the start."""
    UNKNOWN = "Unknown"
    """As the controller likes."""


@dataclass(frozen=True)
class Match:
    """Which requests: `host` None for every host, else a name or `*.domain`; `others` are further conditions in words.

    A request has to meet all of it. An empty path is what no other path takes: a default backend's. The first way that
    fits in the order of a door's ways takes the request. `ignores_case` where letters of the path count alike.
    (ingress-nginx, regular expressions)
    """

    host: str | None = None
    path: str = "/"
    path_match: PathMatch = PathMatch.PREFIX
    others: tuple[str, ...] = ()
    ignores_case: bool = False


@dataclass(frozen=True)
class Way:
    """From a door's port to a Service's. `port` is the Service's port by number or name, None where it is left out.

    `service` is None for a door without one: a host port, which leads to the port `port` of its own workload's pods.
    Ways with the same match share the requests by `weight`; one without weight gets none. `redirect` is where clients
    are sent instead; then there is no Service either. `needs` are URLs that have to answer first (authentication).
    `listens` is the port outside (80, 443, a node port), None where that is not known; `tls` tells whether clients
    speak TLS there. `at` is where the backend is written, `host_at` where the host is, `names` the objects passed on
    the way (a listener, a route), each with its place and in words.
    """

    door: Door
    match: Match
    namespace: str
    service: str | None
    port: PortRef | None
    at: At = field(compare=False)
    listens: int | None = None
    protocol: Protocol = Protocol.TCP
    tls: bool | None = None
    names: tuple[tuple[str, At], ...] = field(default=(), compare=False)
    host_at: At | None = field(default=None, compare=False)
    weight: int = 1
    redirect: str | None = None
    needs: tuple[tuple[str, At], ...] = field(default=(), compare=False)

    def leads_to(self, port: ServicePort) -> bool:
        """Whether it goes to a port of its Service: the API wants a Service port; ingress-nginx, and so this, also
        takes the target port for it. Routes of OpenShift may leave it out; Ingresses may not.
        """
        if self.port is None:
            return self.door.kind is not DoorKind.INGRESS
        return self.port in (port.port, port.name, port.target)

    @property
    def front(self) -> tuple[object, ...]:
        """What takes requests by this way and others: the door, or what serves it together with others."""
        return self.door.front or (self.door.kind, self.door.meta.ref)
