"""The hops from a name of the world outside through a door to a Service."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.door.door import Door, DoorKind
from k8slint.door.hostname import named
from k8slint.door.way import PathMatch, Way
from k8slint.finding import Related
from k8slint.model.cluster import Cluster
from k8slint.model.workload import listed
from k8slint.path.admitted import Callers, addresses_admitted, pods_admitted
from k8slint.path.end import End
from k8slint.path.hop import Hop, HopKind, State


def hostname_hop(cluster: Cluster, host: str) -> Hop:
    """Who publishes the name in the DNS."""
    found = named(cluster, host)
    if not found:
        return Hop(HopKind.HOSTNAME, State.ASSUMED, f"nothing in the input publishes {host}")
    related = tuple(Related(name.at, f"{name.meta.ref} publishes it, too") for name in found[1:])
    return Hop(HopKind.HOSTNAME, State.PROVEN, f"{host}, from {found[0].meta.ref}", found[0].at, related=related)


def way_hops(way: Way) -> Iterator[Hop]:
    """The door, and what is passed behind it up to the Service."""
    door = way.door
    yield Hop(HopKind.DOOR, *_door(door), door.at, door.meta.ref)
    if way.listens is not None and not way.names:
        yield Hop(HopKind.LISTENER, State.PROVEN, f"port {way.listens}/{way.protocol}", door.at, door.meta.ref)
    for place, (name, at) in enumerate(way.names):
        kind = HopKind.LISTENER if place == 0 and door.kind is DoorKind.GATEWAY else HopKind.ROUTE
        yield Hop(kind, State.PROVEN, name, at, door.meta.ref)
    if door.is_controlled:
        yield _match(way)
    yield from (Hop(HopKind.ROUTE, State.ASSUMED, f"{url} has to answer first", at) for url, at in way.needs)


def _door(door: Door) -> tuple[State, str]:
    own = door.kind.lower() == door.meta.kind.lower()
    text = f"{'internal ' * bool(door.internal)}{'' if own else f'{door.kind} of '}{door.meta.ref}"
    if door.controllers:
        return State.PROVEN, f"{text}, served by {listed(door.controllers)}"
    if door.is_controlled:
        return State.ASSUMED, f"{text}, served by a controller that the input does not declare"
    return State.PROVEN, text


def _match(way: Way) -> Hop:
    match = way.match
    conditions = "".join(f", {other}" for other in match.others)
    text = f"{match.host or 'every host'}, {match.path_match.lower()} path {match.path or '/'}{conditions}"
    depends = bool(match.others) or match.path_match is PathMatch.UNKNOWN
    if way.redirect:
        return Hop(HopKind.ROUTE, State.ASSUMED, f"{text}: redirected to {way.redirect}", way.at)
    return Hop(HopKind.ROUTE, State.ASSUMED if depends else State.PROVEN, text, way.at)


def arrival_hop(cluster: Cluster, door: Door, end: End) -> Hop:
    """Whether callers get in whose labels nobody knows: an undeclared controller's pods, else clients by address."""
    by_address = not door.is_controlled or any(pod.pod.host_network for pod in door.controllers)
    found = (addresses_admitted if by_address else pods_admitted)(cluster, end.workload, end.protocol, end.number)
    who = "the controller" if door.is_controlled else "the client's address"
    where = f"{end.workload.kind} {end.workload.name} at {end.number}/{end.protocol}"
    match found.callers:
        case Callers.ALL:
            return Hop(HopKind.INGRESS, State.PROVEN, f"{where}: open to every caller")
        case Callers.SOME:
            names = ", ".join(dict.fromkeys(f"{i.policy.kind} {i.policy.name}" for i in found.isolations))
            text = f"{where}: open to those whom {names} admits, of which {who} has to be one"
            return Hop(HopKind.INGRESS, State.ASSUMED, text, found.isolations[0].at)
        case Callers.NONE:
            return Hop(HopKind.INGRESS, State.BROKEN, f"{where}: no ingress rule admits {who}", found.section_at)
