"""What changes between two states: connections that open, close, or change their ports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address, IPv6Address, summarize_address_range
from itertools import pairwise

from k8slint.reach.clause import Network, Span
from k8slint.reach.connection import Connection
from k8slint.reach.endpoint import Endpoint
from k8slint.record import dataclass

Traffic = tuple[Span, ...]
Piece = tuple[int, int, int]
"""Addresses of a family (4 or 6) from a first to a last one."""
Key = str | Piece
Rows = dict[tuple[Key, Key], Traffic]


@dataclass(frozen=True)
class Change:
    """A pair of ends (ids or disjoint CIDRs) and what it may send before and after; empty: nothing."""

    source: str
    destination: str
    before: Traffic
    after: Traffic


def changes(before: Iterable[Connection], after: Iterable[Connection]) -> list[Change]:
    """Every pair that differs, by source and destination. A pair that is not listed allows nothing."""
    old, new = list(before), list(after)
    cuts = _cuts((*old, *new))
    old_rows, new_rows = _rows(old, cuts), _rows(new, cuts)
    grouped: dict[tuple[str, str, Traffic, Traffic], list[tuple[Key, Key]]] = {}
    for pair in dict.fromkeys((*old_rows, *new_rows)):
        was, now = old_rows.get(pair, ()), new_rows.get(pair, ())
        if was != now:
            grouped.setdefault((*_fixed(pair), was, now), []).append(pair)
    found = (Change(*_names(pairs), was, now) for (_, _, was, now), pairs in grouped.items())
    return sorted(found, key=lambda change: (change.source, change.destination))


def _fixed(pair: tuple[Key, Key]) -> tuple[str, str]:
    """The ends that are endpoints; address pieces of one change are collected."""
    source, destination = (end if isinstance(end, str) else "" for end in pair)
    return source, destination


def _names(pairs: list[tuple[Key, Key]]) -> tuple[str, str]:
    source, destination = _name(first for first, _ in pairs), _name(second for _, second in pairs)
    return source, destination


def _name(ends: Iterable[Key]) -> str:
    keys = list(dict.fromkeys(ends))
    if isinstance(keys[0], str):
        return keys[0]
    return ",".join(str(n) for n in _networks(sorted(key for key in keys if isinstance(key, tuple))))


def _networks(pieces: list[Piece]) -> Iterator[Network]:
    """Neighbouring pieces joined, as the fewest CIDRs."""
    joined: list[Piece] = []
    for family, first, last in pieces:
        if joined and joined[-1][0] == family and joined[-1][2] + 1 == first:
            joined[-1] = (family, joined[-1][1], last)
        else:
            joined.append((family, first, last))
    for family, first, last in joined:
        kind = IPv4Address if family == 4 else IPv6Address
        yield from summarize_address_range(kind(first), kind(last))


def _cuts(connections: Iterable[Connection]) -> dict[int, list[int]]:
    cuts: dict[int, set[int]] = {4: {0, 1 << 32}, 6: {0, 1 << 128}}
    for connection in connections:
        for end in (connection.source, connection.destination):
            for network in () if isinstance(end, Endpoint) else end:
                first = int(network.network_address)
                cuts[network.version].update((first, first + network.num_addresses))
    return {family: sorted(points) for family, points in cuts.items()}


def _rows(connections: Iterable[Connection], cuts: dict[int, list[int]]) -> Rows:
    return {
        (source, destination): connection.traffic
        for connection in connections
        for source in _keys(connection.source, cuts)
        for destination in _keys(connection.destination, cuts)
    }


def _keys(end: Endpoint | tuple[Network, ...], cuts: dict[int, list[int]]) -> Iterator[Key]:
    if isinstance(end, Endpoint):
        yield end.id
        return
    for network in end:
        low = int(network.network_address)
        points = [p for p in cuts[network.version] if low <= p <= low + network.num_addresses]
        yield from ((network.version, first, last - 1) for first, last in pairwise(points))
