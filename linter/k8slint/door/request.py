"""Which ways a request takes, and which ones it misses by little."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from k8slint.door.door import DoorKind
from k8slint.door.doors import ways
from k8slint.door.hostname import chain
from k8slint.door.path_match import takes
from k8slint.door.way import Match, PathMatch, Way
from k8slint.model.cluster import Cluster
from k8slint.near import is_slip
from k8slint.record import dataclass

_PORTS = {"http": 80, "https": 443}
_BY_NAME = frozenset({DoorKind.INGRESS, DoorKind.GATEWAY, DoorKind.ROUTE})
"""Doors that many names lead to, and that look at the name; to the others, their own names and addresses lead."""


@dataclass(frozen=True)
class Request:
    """`scheme` is http, https or another one; `port` is None where the URL names none and the scheme has no default."""

    scheme: str
    host: str
    port: int | None
    path: str = "/"

    @classmethod
    def of(cls, url: str) -> Request:
        """That of a URL.

        Raises:
            ValueError: it has no host, or a port that is none.
        """
        from urllib.parse import urlsplit  # only who asks about a URL pays for it

        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise ValueError(f"{url} is no URL: its host or its port cannot be") from None
        if not parts.hostname:
            raise ValueError(f"{url} has no host")
        return cls(parts.scheme, parts.hostname, port or _PORTS.get(parts.scheme), parts.path or "/")


class Miss(StrEnum):
    """By what a request misses a way."""

    HOST = "host"
    """The name is a slip of the way's."""
    PATH = "path"
    """The way has the name, and takes other paths."""
    PORT = "port"
    """The way has the name, and listens on another port, or expects TLS, or none."""


@dataclass(frozen=True)
class NearMiss:
    """A way, and what keeps the request from it."""

    way: Way
    miss: Miss


@dataclass(frozen=True)
class Outcome:
    """`ways` may take the request, front by front in order, up to the one that takes it whatever else it holds (with
    those that share its requests). `near` are told where there is none.
    """

    ways: tuple[Way, ...]
    near: tuple[NearMiss, ...] = ()


def outcome(cluster: Cluster, request: Request) -> Outcome:
    """What becomes of a request that arrives at every door to which its host may lead."""
    fronts: dict[tuple[object, ...], list[Way]] = {}
    names = chain(cluster, request.host)
    for way in ways(cluster):
        fronts.setdefault(way.front, []).append(way)
    found = tuple(way for front in fronts.values() for way in _taking(front, request, names))
    return Outcome(found, () if found else tuple(_near(ways(cluster), request, names)))


def _taking(front: Iterable[Way], request: Request, names: tuple[str, ...]) -> Iterator[Way]:
    """The ways of one front that may take it, up to the first that does, and those beside that one."""
    decisive: Match | None = None
    for way in _named(tuple(front), names):
        if decisive in (None, way.match) and way.weight and _is_taken(way, request):
            yield way
            if not way.match.others and way.match.path_match is not PathMatch.UNKNOWN:
                decisive = way.match


def _named(front: tuple[Way, ...], names: tuple[str, ...]) -> tuple[Way, ...]:
    """The ways about the host, nearest first; of a front that makes a server of each host, only the nearest ones."""
    named = [way for way in front if _is_named(way, names)]
    if any(way.door.kind is DoorKind.GATEWAY for way in named):
        named.sort(key=lambda way: (_width(way), -len(way.match.host or "")))  # over the listeners of one Gateway
    if all(way.door.falls_through for way in named):
        return tuple(named)
    nearest = min((_width(way) for way in named), default=0)
    return tuple(way for way in named if _width(way) == nearest)


def _width(way: Way) -> int:
    """0 for an exact host, 1 for a wildcard, 2 for every host."""
    return 2 if way.match.host is None else int(way.match.host.startswith("*."))


def _is_named(way: Way, names: tuple[str, ...]) -> bool:
    """Whether the host, which is the first of the names that it leads to, is the way's."""
    wanted, host = (way.match.host or "").lower(), names[0]
    if not wanted:
        return way.door.kind in _BY_NAME or not set(names).isdisjoint(way.door.addresses)
    if not wanted.startswith("*."):
        return host == wanted
    if way.door.kind is DoorKind.GATEWAY:  # there, a wildcard stands for several labels; elsewhere for one
        return host.endswith(wanted[1:])
    return host.partition(".")[2] == wanted[2:]


def _is_taken(way: Way, request: Request) -> bool:
    return _listens(way, request) and takes(way.match, request.path) is not False


def _listens(way: Way, request: Request) -> bool:
    """A port that is not known may be any; so may one of a balancer in front of a controller."""
    if way.listens is not None and request.port is not None and way.listens != request.port:
        return False
    return way.tls is not False or request.scheme != "https"


def _near(ways: Iterable[Way], request: Request, names: tuple[str, ...]) -> Iterator[NearMiss]:
    """Ways of the host that take other paths or ports, and one way of each host that is a slip away."""
    slips: set[str] = set()
    for way in ways:
        host = (way.match.host or "").lower()
        if _is_named(way, names) and (host or way.door.kind not in _BY_NAME):
            yield NearMiss(way, Miss.PATH if _listens(way, request) else Miss.PORT)
        elif host and host not in slips and is_slip(names[0], host):
            slips.add(host)
            yield NearMiss(way, Miss.HOST)
