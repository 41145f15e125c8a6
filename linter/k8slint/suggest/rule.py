"""One rule of a suggested policy: one peer, its ports, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any, TypeAlias

from k8slint.model.network_policy import Direction
from k8slint.model.port import Protocol
from k8slint.record import dataclass

Peer: TypeAlias = Mapping[str, Any]
"""A NetworkPolicyPeer, as the API writes it."""
Port: TypeAlias = tuple[Protocol, int]

ANY_POD: Peer = {"namespaceSelector": {}}
DNS_PORTS: tuple[Port, ...] = ((Protocol.UDP, 53), (Protocol.TCP, 53))


@dataclass(frozen=True)
class Rule:
    """`because` are the reasons, one a line."""

    direction: Direction
    peer: Peer = field(hash=False)
    ports: tuple[Port, ...]
    because: tuple[str, ...]


def merged(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """One rule for each peer of a direction, with the ports and the reasons of all; none repeats another."""
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(f"{rule.direction} {rule.peer}", []).append(rule)
    joined = [_joined(group) for group in groups.values()]
    wide = [rule for rule in joined if rule.peer == ANY_POD]
    return tuple(rule for rule in joined if not any(_covers(each, rule) for each in wide))


def _joined(group: list[Rule]) -> Rule:
    ports = sorted({port for rule in group for port in rule.ports}, key=lambda port: (port[1], port[0]))
    because = dict.fromkeys(reason for rule in group for reason in rule.because)
    return Rule(group[0].direction, group[0].peer, tuple(ports), tuple(because))


def _covers(wide: Rule, rule: Rule) -> bool:
    """Whether a rule for every pod lets through all that another one for pods does."""
    is_other = rule is not wide and "podSelector" in rule.peer and rule.direction is wide.direction
    return is_other and set(rule.ports) <= set(wide.ports)
