"""NetworkPolicies."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.field import Field
from k8slint.model.meta import Meta
from k8slint.model.network_policy import (
    Direction,
    IpBlock,
    NetworkPolicy,
    Peers,
    PodPeer,
    PolicyPort,
    PolicyRule,
    Ports,
)
from k8slint.parse.port import parse_port_ref, parse_protocol
from k8slint.parse.selector import parse_label_selector

_PEERS_KEY = {Direction.INGRESS: "from", Direction.EGRESS: "to"}
_TYPES = {"Ingress": Direction.INGRESS, "Egress": Direction.EGRESS}


def parse_network_policy(meta: Meta, field: Field) -> NetworkPolicy:
    """A NetworkPolicy. Absent `policyTypes`: Ingress, and Egress where there is at least one egress rule."""
    spec = field["spec"]
    ingress = tuple(_rule(rule, Direction.INGRESS) for rule in spec["ingress"].each())
    egress = tuple(_rule(rule, Direction.EGRESS) for rule in spec["egress"].each())
    return NetworkPolicy(meta, parse_label_selector(spec["podSelector"]), _types(spec), ingress, egress)


def _types(spec: Field) -> frozenset[Direction]:
    written = frozenset(_TYPES[text] for text in spec["policyTypes"].texts() if text in _TYPES)
    if written:
        return written
    return frozenset(Direction) if any(spec["egress"].each()) else frozenset({Direction.INGRESS})


def _rule(field: Field, direction: Direction) -> PolicyRule:
    """An absent, null or empty list of peers or ports restricts nothing."""
    peers, ports = field[_PEERS_KEY[direction]], field["ports"]
    return PolicyRule(
        direction,
        tuple(_peers(peers)) if peers.value else Peers.ALL,
        tuple(parse_policy_port(port) for port in ports.each()) if ports.value else Ports.ALL,
        field.at,
    )


def _peers(field: Field) -> Iterator[PodPeer | IpBlock]:
    """A peer without any of the three keys is invalid and admits nobody, least of all everybody."""
    for peer in field.each():
        block, pods, namespaces = peer["ipBlock"], peer["podSelector"], peer["namespaceSelector"]
        if block:
            yield IpBlock(block["cidr"].text() or "", block["except"].texts(), block.at)
        elif pods or namespaces:
            yield PodPeer(
                parse_label_selector(pods) if pods else None,
                parse_label_selector(namespaces) if namespaces else None,
                peer.at,
            )


def parse_policy_port(field: Field) -> PolicyPort:
    """One entry of `ports`."""
    return PolicyPort(
        parse_protocol(field["protocol"]), parse_port_ref(field["port"]), field["endPort"].number(), field.at
    )
