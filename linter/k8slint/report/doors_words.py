"""Doors in words."""

from __future__ import annotations

from k8slint.door.door import Door, DoorKind
from k8slint.door.way import PathMatch, Way
from k8slint.reach.entrance import Entrance, Passage
from k8slint.report.exposure_words import networks_words

Row = tuple[str, str, str, str, str]
"""The door, what comes in, the Service, the pods with their port, and how policies treat it."""

_SIDES = {True: "internal", False: "external"}
_OWN_NAMES = frozenset({DoorKind.HOST_PORT, DoorKind.NODE_PORT, DoorKind.EXTERNAL_IP, DoorKind.LOAD_BALANCER})
"""Doors that names and addresses lead to, whatever is asked for behind them."""


def row(entrance: Entrance) -> Row:
    """One way to one endpoint."""
    way = entrance.way
    return door_words(way.door), asked_words(way), service_words(way), pods_words(entrance), passage_words(entrance)


def door_words(door: Door) -> str:
    """`load balancer shop/mq (internal, from 10.0.0.0/8)`."""
    side = [_SIDES[door.internal]] if door.internal is not None else []
    sources = [f"from {', '.join(door.sources)}"] if door.sources else []
    remarks = f" ({', '.join(side + sources)})" if side or sources else ""
    return f"{door.kind} {door.meta.namespace}/{door.meta.name}{remarks}"


def asked_words(way: Way) -> str:
    """What a client asks for: `https://shop.example/cart`, `*/`, or a port with the names that lead there."""
    if way.door.kind in _OWN_NAMES:
        names = f" {', '.join(way.door.addresses)}" if way.door.addresses else ""
        port = f"port {way.listens}" if way.listens else "a port of the cluster's choice"
        return f"{port} {way.protocol}{names}"
    match = way.match
    scheme = "https://" if way.tls else ""
    path = match.path or "/ (else)"
    shown = f"{path} ({match.path_match.lower()})" if match.path_match in _TOLD else path
    others = f" with {', '.join(match.others)}" if match.others else ""
    return f"{scheme}{match.host or '*'}{shown}{others}"


_TOLD = frozenset({PathMatch.EXACT, PathMatch.REGEX, PathMatch.WILDCARD})


def service_words(way: Way) -> str:
    """`Service cart:80`, or where clients are sent instead."""
    if way.redirect:
        return f"redirect to {way.redirect}"
    if way.service is None:
        return ""
    return f"Service {way.service}{'' if way.port is None else f':{way.port}'}"


def pods_words(entrance: Entrance) -> str:
    """The pods and their port, or why there are none."""
    if entrance.endpoint:
        return f"{entrance.endpoint.id} {entrance.way.protocol} {entrance.port}"
    if entrance.way.service is None:
        return ""
    return "no pods in this input" if entrance.service else "no such Service in this input"


def passage_words(entrance: Entrance) -> str:
    """Whom the policies let in."""
    if entrance.passage is None:
        return ""
    whom = f" {', '.join(entrance.sources)}" if entrance.sources else ""
    match entrance.passage:
        case Passage.ALL:
            return f"policies let in{whom}" if whom else "policies let everybody in"
        case Passage.NONE:
            return _kept_out(entrance, whom)
        case Passage.SOME:
            return f"policies let in some of{whom}" if whom else f"policies let in {networks_words(entrance.networks)}"
    return f"policies let in {networks_words(entrance.networks)}; the pods may see a node's address instead"


def _kept_out(entrance: Entrance, whom: str) -> str:
    if entrance.networks:
        return f"policies let in {networks_words(entrance.networks)} only, and the pods see a node's address"
    return f"policies keep out{whom}" if whom else "policies keep every address out"
