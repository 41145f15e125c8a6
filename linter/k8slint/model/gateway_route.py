"""Routes that attach to Gateways or, in a mesh, to Services. (Gateway API reference: HTTPRoute, GRPCRoute, TLSRoute,
TCPRoute, UDPRoute)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from enum import StrEnum

from k8slint.inputs.at import At
from k8slint.model.gateway import GROUP
from k8slint.model.meta import Namespaced
from k8slint.model.reference import SERVICE, KindRef, Reference
from k8slint.record import dataclass

GATEWAY = KindRef(GROUP, "Gateway")


class PathType(StrEnum):
    """How a path is compared: as a whole, by whole segments, or as a regular expression."""

    EXACT = "Exact"
    PREFIX = "PathPrefix"
    REGEX = "RegularExpression"


@dataclass(frozen=True)
class ValueMatch:
    """A condition on a header or query parameter; the names of headers are in lower case."""

    name: str
    value: str
    regex: bool = False

    def __str__(self) -> str:
        return f"{self.name}{'~' if self.regex else '='}{self.value}"


@dataclass(frozen=True)
class RequestMatch:
    """Which requests: all conditions together. The method of a GRPCRoute is a path, `/service/method`."""

    path: str
    path_type: PathType
    at: At = field(compare=False)
    method: str | None = None
    headers: tuple[ValueMatch, ...] = ()
    query: tuple[ValueMatch, ...] = ()

    def __str__(self) -> str:
        star = "*" if self.path_type is PathType.PREFIX else ""
        words = (
            *(("method " + self.method,) if self.method else ()),
            *(f"header {header}" for header in self.headers),
            *(f"query {param}" for param in self.query),
        )
        return f"{self.path}{star}" + (f" ({', '.join(words)})" if words else "")


@dataclass(frozen=True)
class RouteBackend:
    """Where requests go: a Service's `port`, or an object that a controller knows; `weight` is a share."""

    ref: Reference
    port: int | None
    weight: int

    @property
    def is_service(self) -> bool:
        """Whether it is a Service."""
        return self.ref.kind == SERVICE

    @property
    def port_at(self) -> At:
        """Where the port is written, or would have to be."""
        return self.ref.at / "port"

    @property
    def target(self) -> tuple[Reference, int | None, int]:
        """What tells two backends apart."""
        return self.ref, self.port, self.weight


@dataclass(frozen=True)
class RouteRule:
    """`backends` get the requests, `mirrors` copies of them; `action` tells what a filter does instead of passing on.

    A rule without matches takes every request.
    """

    matches: tuple[RequestMatch, ...]
    backends: tuple[RouteBackend, ...]
    mirrors: tuple[RouteBackend, ...]
    action: str | None
    at: At = field(compare=False)


@dataclass(frozen=True)
class ParentRef:
    """What a route attaches to: all of it, a section (of a Gateway: a listener), or what has a port."""

    ref: Reference
    section: str | None
    port: int | None

    @property
    def at(self) -> At:
        """Where it is written."""
        return self.ref.at

    @property
    def section_at(self) -> At:
        """Where the section is named."""
        return self.ref.at / "sectionName"

    @property
    def port_at(self) -> At:
        """Where the port is named."""
        return self.ref.at / "port"


@dataclass(frozen=True)
class GatewayRoute(Namespaced):
    """A route of any of the five kinds; `hostnames` holds `*` where none is written."""

    parents: tuple[ParentRef, ...]
    hostnames: tuple[str, ...]
    rules: tuple[RouteRule, ...]

    @property
    def kind(self) -> KindRef:
        """Which of the five."""
        return KindRef(GROUP, self.meta.kind)

    @property
    def backends(self) -> Iterator[RouteBackend]:
        """All backends, with those that get copies."""
        return (backend for rule in self.rules for backend in (*rule.backends, *rule.mirrors))

    @property
    def hostnames_at(self) -> At:
        """Where the hostnames are written."""
        return self.meta.at / "spec" / "hostnames"

    def __str__(self) -> str:
        return f"{self.meta.kind} {self.namespace}/{self.name}"
