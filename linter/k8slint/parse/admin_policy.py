"""AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy to one form.

What a version does not know is kept as unknown: the specification wants such rules to fail closed.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.field import Field
from k8slint.model.admin_policy import (
    Action,
    AdminPeer,
    AdminPolicy,
    AdminPort,
    AdminRule,
    AdminTier,
    DomainNames,
    Networks,
    Nodes,
    PodSelection,
    UnknownPeer,
    UnknownPort,
)
from k8slint.model.meta import Meta
from k8slint.model.network_policy import Direction, Ports
from k8slint.model.port import Protocol
from k8slint.model.selector import Selector
from k8slint.parse.port import parse_protocol
from k8slint.parse.selector import parse_label_selector

_ACTIONS = {"Allow": Action.ALLOW, "Accept": Action.ALLOW, "Deny": Action.DENY, "Pass": Action.PASS}
_PEERS_KEY = {Direction.INGRESS: "from", Direction.EGRESS: "to"}


def parse_admin_policy(meta: Meta, field: Field) -> AdminPolicy:
    """Any of the three kinds."""
    spec = field["spec"]
    baseline = meta.kind == "BaselineAdminNetworkPolicy"
    tier = AdminTier.BASELINE if baseline or spec["tier"].text() == "Baseline" else AdminTier.ADMIN
    return AdminPolicy(
        meta,
        tier,
        0 if baseline else spec["priority"].number(),
        _pods(spec["subject"]),
        tuple(_rule(rule, Direction.INGRESS) for rule in spec["ingress"].each()),
        tuple(_rule(rule, Direction.EGRESS) for rule in spec["egress"].each()),
    )


def _rule(field: Field, direction: Direction) -> AdminRule:
    return AdminRule(
        field["name"].text(),
        direction,
        _ACTIONS.get(field["action"].text() or ""),
        tuple(_peer(peer) for peer in field[_PEERS_KEY[direction]].each()),
        _ports(field),
        field.at,
    )


def _pods(field: Field) -> PodSelection | None:
    """`namespaces` (all their pods) or `pods` with both selectors; an absent selector of `pods` matches everything."""
    if field["namespaces"]:
        return PodSelection(parse_label_selector(field["namespaces"]), Selector((), field["namespaces"].at))
    if pods := field["pods"]:
        return PodSelection(parse_label_selector(pods["namespaceSelector"]), parse_label_selector(pods["podSelector"]))
    return None


def _peer(field: Field) -> AdminPeer:
    if networks := field["networks"]:
        return Networks(networks.texts())
    if nodes := field["nodes"]:
        return Nodes(parse_label_selector(nodes))
    if names := field["domainNames"]:
        return DomainNames(names.texts())
    return _pods(field) or UnknownPeer()


def _ports(field: Field) -> tuple[AdminPort | UnknownPort, ...] | Ports:
    """v1alpha1 has `ports`, v1alpha2 `protocols`; absent or empty means every port of every protocol."""
    found = (*(_port(port) for port in field["ports"].each()), *_protocols(field["protocols"]))
    return found or Ports.ALL


def _port(field: Field) -> AdminPort | UnknownPort:
    if number := field["portNumber"]:
        port = number["port"].number()
        return AdminPort(parse_protocol(number["protocol"]), port, port, None, field.at)
    if span := field["portRange"]:
        protocol = parse_protocol(span["protocol"])
        return AdminPort(protocol, span["start"].number(), span["end"].number(), None, field.at)
    if name := field["namedPort"].text():
        return AdminPort(None, None, None, name, field.at)
    return UnknownPort.UNKNOWN


def _protocols(field: Field) -> Iterator[AdminPort | UnknownPort]:
    for entry in field.each():
        if name := entry["destinationNamedPort"].text():
            yield AdminPort(None, None, None, name, entry.at)
            continue
        protocol = next((p for p in Protocol if entry[p.lower()].has_key), None)
        yield _protocol(entry[protocol.lower()], protocol) if protocol else UnknownPort.UNKNOWN


def _protocol(field: Field, protocol: Protocol) -> AdminPort:
    """A protocol without a destination port means all of its ports."""
    port = field["destinationPort"]
    if not port:
        return AdminPort(protocol, 1, 65535, None, field.at)
    number, span = port["number"].number(), port["range"]
    first, last = (span["start"].number(), span["end"].number()) if span else (number, number)
    return AdminPort(protocol, first, last, None, field.at)
