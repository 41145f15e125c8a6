"""A first file of assertions from the present state: what protected workloads admit, and whom they keep out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from ipaddress import ip_network

from k8slint.model.network_policy import Direction
from k8slint.reach.block import Block, blocks_of
from k8slint.reach.clause import ALL_TRAFFIC, Span
from k8slint.reach.connection import Connection
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.reachability import Reachability

_HEAD = """# What is reachable today, as tests. Read it: what should not be so is a finding; then keep it.
# Only workloads that some policy protects are listed: the others admit everyone.
apiVersion: k8slint.dev/v1
kind: ReachabilityAssertions
metadata:
  name: inferred
"""


def infer(reach: Reachability) -> str:
    """The assertions as YAML; they hold for the state that they were made from."""
    incoming: dict[Endpoint, list[Connection]] = {}
    for connection in reach.connections():
        if isinstance(connection.destination, Endpoint):
            incoming.setdefault(connection.destination, []).append(connection)
    protected = [endpoint for endpoint in reach.endpoints if _is_protected(reach, endpoint)]
    allow = [text for endpoint in protected for text in _allowed(endpoint, incoming.get(endpoint, []))]
    deny = [text for endpoint in protected for text in _denied(reach, endpoint, incoming.get(endpoint, []))]
    return _HEAD + _section("allow", allow) + _section("deny", deny)


def _is_protected(reach: Reachability, endpoint: Endpoint) -> bool:
    verdicts = (reach.verdict(bit, Direction.INGRESS) for bit in reach.bits(endpoint))
    return any(peers != reach.universe.everyone for verdict in verdicts for _, peers in verdict.parts)


def _allowed(endpoint: Endpoint, connections: list[Connection]) -> Iterator[str]:
    """One entry for each set of ports. The ingress controller is no declared pod and is left out."""
    by_traffic: dict[tuple[Span, ...], list[str]] = {}
    for connection in connections:
        if not isinstance(connection.source, Endpoint):
            by_traffic.setdefault(connection.traffic, []).extend(map(_block, blocks_of(connection.source)))
        elif connection.source.workloads:
            by_traffic.setdefault(connection.traffic, []).append(_workload(connection.source))
    for traffic, sources in by_traffic.items():
        yield _entry(sources, endpoint, traffic)


def _denied(reach: Reachability, endpoint: Endpoint, connections: list[Connection]) -> Iterator[str]:
    """Workloads and address families from which nothing comes in."""
    admitted = {c.source for c in connections if isinstance(c.source, Endpoint)}
    sources = [_workload(e) for e in reach.endpoints if e not in admitted and e is not endpoint and not e.host_network]
    networks = [n for c in connections if isinstance(c.source, tuple) for n in c.source]
    for version, whole in ((4, "0.0.0.0/0"), (6, "::/0")):
        if not any(network.version == version for network in networks):
            sources.append(_block(Block(ip_network(whole))))
    if sources:
        yield _entry(sources, endpoint)


def _entry(sources: list[str], destination: Endpoint, traffic: tuple[Span, ...] = ()) -> str:
    """Without traffic, every port."""
    ports = "" if traffic in ((), ALL_TRAFFIC) else f"    ports: [{', '.join(map(_port, traffic))}]\n"
    listed = "".join(f"      - {source}\n" for source in sources)
    return f"  - from:\n{listed}    to: {_workload(destination)}\n{ports}"


def _section(name: str, entries: list[str]) -> str:
    return f"{name}:\n{''.join(entries)}" if entries else f"{name}: []\n"


def _workload(endpoint: Endpoint) -> str:
    return f"{{workload: {json.dumps(endpoint.id)}}}"


def _block(block: Block) -> str:
    excepts = ", ".join(json.dumps(str(network)) for network in block.excepts)
    return f"{{ipBlock: {{cidr: {json.dumps(str(block.network))}{f', except: [{excepts}]' if excepts else ''}}}}}"


def _port(span: Span) -> str:
    end = "" if span.first == span.last else f", endPort: {span.last}"
    return f"{{protocol: {span.protocol}, port: {span.first}{end}}}"
