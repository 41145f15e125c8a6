"""A request from outside, followed from its name through a door to the pods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from k8slint.door.door import Door
from k8slint.door.doors import ways
from k8slint.door.request import Miss, NearMiss, Request, outcome
from k8slint.door.way import Way
from k8slint.edge.name import Form, ServiceName
from k8slint.finding import Related
from k8slint.model.cluster import Cluster
from k8slint.model.port import PortRef
from k8slint.model.workload import Workload
from k8slint.path.door_hops import arrival_hop, hostname_hop, way_hops
from k8slint.path.end import End
from k8slint.path.follow import behind, with_ends
from k8slint.path.hop import Hop, HopKind, State
from k8slint.path.obstacle import obstacle
from k8slint.path.path import Path
from k8slint.path.policy_hops import policy_hops, refused_hop
from k8slint.path.refused_route import refused_route_hop

OUTSIDE = "outside"


def arrivals(cluster: Cluster, url: str) -> tuple[Path, ...]:
    """The paths that a request may take, the first of each door first; one that ends at once where there is none.

    Raises:
        ValueError: a URL without a host, or with a port that is none.
    """
    request = Request.of(url)
    found = outcome(cluster, request)
    name = hostname_hop(cluster, request.host)
    if not found.ways:
        end = refused_route_hop(cluster, request.host) or _nowhere(request, found.near)
        return (Path(OUTSIDE, url, (name, end)),)
    return tuple(_path(cluster, url, name, way) for way in found.ways)


def refused_arrivals(cluster: Cluster) -> tuple[tuple[Way, End, Hop], ...]:
    """The ways through controllers to pods whose policies let none of the controllers in, and the hop that breaks."""
    return tuple(_refused_arrivals(cluster))


def _refused_arrivals(cluster: Cluster) -> Iterator[tuple[Way, End, Hop]]:
    for way in ways(cluster) if cluster.network_policies or cluster.admin_policies else ():
        for end in ends_behind(cluster, way) if way.door.is_controlled else ():
            if hop := _refusal(cluster, way.door, end):
                yield way, end, hop


def _refusal(cluster: Cluster, door: Door, end: End) -> Hop | None:
    """What keeps all controllers of a door out; None where one of them gets in, or may."""
    found: Hop | None = None
    for controller in _bound(door):
        refused = obstacle(cluster, controller, end.workload, end.protocol, end.number)
        if refused is None:
            return None
        found = found or refused_hop(refused)
    if found is None or _is_free(door):
        arrival = arrival_hop(cluster, door, end)
        return arrival if arrival.state is State.BROKEN else None
    return found


def _bound(door: Door) -> tuple[Workload, ...]:
    """The declared controllers that policies know by their labels."""
    return tuple(controller for controller in door.controllers if not controller.pod.host_network)


def _is_free(door: Door) -> bool:
    """Whether a controller comes from its node's address, or nobody knows from where."""
    return len(_bound(door)) < len(door.controllers) or not door.controllers


def ends_behind(cluster: Cluster, way: Way) -> tuple[End, ...]:
    """The pods that a way leads to, and their ports."""
    return _behind(cluster, way)[1] if way.redirect is None else ()


def _path(cluster: Cluster, url: str, name: Hop, way: Way) -> Path:
    hops = [name, *way_hops(way)]
    path = Path(OUTSIDE, url, tuple(hops), way.protocol)
    if way.redirect:
        return path
    more, ends = _behind(cluster, way)
    more += (hop for end in ends for hop in _admission(cluster, way, end))
    return with_ends(replace(path, hops=(*hops, *more)), ends)


def _behind(cluster: Cluster, way: Way) -> tuple[list[Hop], tuple[End, ...]]:
    if way.service is not None:
        return behind(cluster, ServiceName(way.namespace, way.service, Form.OBJECT), _port(cluster, way))
    meta = way.door.meta
    workload = next(w for w in cluster.workloads if w.meta is meta)
    return [], (End(workload, way.protocol, int(way.port or 0)),)


def _port(cluster: Cluster, way: Way) -> PortRef | None:
    """The Service's own port, where the way names what it leads to."""
    service = cluster.service(way.namespace, way.service or "")
    led = next((port.port for port in service.ports if way.leads_to(port)), None) if service else None
    return led if led is not None else way.port


def _admission(cluster: Cluster, way: Way, end: End) -> Iterator[Hop]:
    if _is_free(way.door):
        yield arrival_hop(cluster, way.door, end)
    for controller in _bound(way.door):
        yield from policy_hops(cluster, controller, end.workload, end.protocol, end.number)


def _nowhere(request: Request, near: tuple[NearMiss, ...]) -> Hop:
    """Nothing takes the request: what comes nearest."""
    if not near:
        return Hop(HopKind.DOOR, State.UNKNOWN, f"nothing in the input takes requests for {request.host}")
    first = min(near, key=lambda each: list(Miss).index(each.miss))
    related = tuple(Related(each.way.host_at or each.way.at, _what(each.way)) for each in near)
    match first.miss:
        case Miss.HOST:
            text = f"nothing takes requests for {request.host}; the nearest host is {first.way.match.host}"
        case Miss.PATH:
            text = f"{first.way.door.meta.ref} has no path for {request.path}"
        case Miss.PORT:
            text = f"{first.way.door.meta.ref} does not take {request.scheme} at port {request.port}"
    at = first.way.host_at or first.way.at
    return Hop(HopKind.ROUTE, State.BROKEN, text, at, first.way.door.meta.ref, related)


def _what(way: Way) -> str:
    return f"{way.match.host or 'every host'} {way.match.path}"
