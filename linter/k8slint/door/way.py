"""A way through a door to the port of a Service, and which requests take it."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from k8slint.door.door import Door
from k8slint.inputs.at import At
from k8slint.model.port import PortRef, Protocol
from k8slint.record import dataclass


class PathMatch(StrEnum):
    """How a path is compared."""

    EXACT = "Exact"
    PREFIX = "Prefix"
    """By whole segments: `/cart` takes `/cart/1`, and not `/carts`."""
    START = "Start"
    """By characters: `/cart` takes `/carts`, too. (OpenShift Routes; ImplementationSpecific of some controllers)"""
    REGEX = "Regex"
    UNKNOWN = "Unknown"
    """As the controller likes."""


@dataclass(frozen=True)
class Match:
    """Which requests: `host` None for every host, else a name or `*.domain`; `others` are further conditions in words.

    A request has to meet all of it. The first way that fits in the order of a door's ways takes the request.
    """

    host: str | None = None
    path: str = "/"
    path_match: PathMatch = PathMatch.PREFIX
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Way:
    """From a door's port to a Service's. `port` is the Service's port by number or name, None where it is left out.

    `listens` is the port outside (80, 443, a node port), None where not known; `tls` tells whether clients speak
    TLS there. `at` is where the backend is written, `names` the objects passed on the way (a listener, a route), each
    with its place and in words.
    """

    door: Door
    match: Match
    namespace: str
    service: str
    port: PortRef | None
    at: At = field(compare=False)
    listens: int | None = None
    protocol: Protocol = Protocol.TCP
    tls: bool | None = None
    names: tuple[tuple[str, At], ...] = field(default=(), compare=False)
