"""`k8slint reach --format json`. (contract: `reach`)"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from k8slint.reach.clause import ALL_TRAFFIC, Network, Span
from k8slint.reach.connection import Connection
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.reachability import Reachability


def reach_json(reach: Reachability, connections: Iterable[Connection]) -> dict[str, Any]:
    """The whole answer."""
    return {
        "version": 1,
        "endpoints": [endpoint_json(endpoint) for endpoint in reach.endpoints],
        "connections": sorted(
            (connection_json(connection, reach.assumed) for connection in connections),
            key=lambda c: (c["source"], c["destination"]),
        ),
    }


def endpoint_json(endpoint: Endpoint) -> dict[str, Any]:
    """One endpoint in the contract's form."""
    return {"id": endpoint.id, "labels": endpoint.labels, "host_network": endpoint.host_network}


def connection_json(connection: Connection, assumed: frozenset[str]) -> dict[str, Any]:
    """One connection in the contract's form; `assumed` are the ids of ends that are not known well enough."""
    source, destination = end_text(connection.source), end_text(connection.destination)
    return {
        "source": source,
        "destination": destination,
        "allowed": allowed_json(connection.traffic),
        "all": connection.traffic == ALL_TRAFFIC,
        "verdict": "assumed" if {source, destination} & assumed else "proven",
    }


def allowed_json(traffic: tuple[Span, ...]) -> list[dict[str, str]]:
    """Ports by protocol, as text."""
    ports: dict[str, list[str]] = {}
    for span in traffic:
        ports.setdefault(span.protocol, []).append(_ports_text(span))
    return [{"protocol": str(protocol), "ports": ",".join(texts)} for protocol, texts in ports.items()]


def end_text(end: Endpoint | tuple[Network, ...]) -> str:
    """An endpoint's id, or CIDRs with commas."""
    return end.id if isinstance(end, Endpoint) else ",".join(map(str, end))


def _ports_text(span: Span) -> str:
    return str(span.first) if span.first == span.last else f"{span.first}-{span.last}"


def traffic_texts(traffic: tuple[Span, ...]) -> Iterator[str]:
    """`TCP 80,443` for each protocol; `all` where nothing is left out."""
    if traffic == ALL_TRAFFIC:
        yield "all"
        return
    yield from (f"{entry['protocol']} {entry['ports']}" for entry in allowed_json(traffic))
