"""Policies of administrators to clauses. What a version does not know fails closed."""

from __future__ import annotations

from collections.abc import Iterator

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
)
from k8slint.model.network_policy import Direction, Ports
from k8slint.model.port import MAX_PORT
from k8slint.reach.clause import (
    ALL_TRAFFIC,
    Addresses,
    Clause,
    DomainPeer,
    Everyone,
    NodePeer,
    Peer,
    PortName,
    Span,
    Tier,
    Traffic,
)
from k8slint.reach.network import parse_network

_TIERS = {AdminTier.ADMIN: Tier.ADMIN, AdminTier.BASELINE: Tier.BASELINE}
_LAST = 1 << 31
"""Where a policy without a valid priority stands in its tier: after all others."""


def compile_admin_policy(policy: AdminPolicy) -> Iterator[Clause]:
    """The clauses of one policy; one without a subject has none."""
    if policy.subject is None:
        return
    for direction in Direction:
        for index, rule in enumerate(policy.rules(direction)):
            if rule.action is not None:
                priority = _LAST if policy.priority is None else policy.priority
                yield Clause(
                    _TIERS[policy.tier],
                    (priority, policy.name, index),
                    direction,
                    policy.subject,
                    tuple(peer for p in rule.peers for peer in _admin_peer(p, rule.action)),
                    _admin_traffic(rule),
                    Action.DENY if _fails_closed(rule) else rule.action,
                    policy.meta,
                    index,
                    rule.at,
                )


def _fails_closed(rule: AdminRule) -> bool:
    """A Deny or Pass rule with a part that nobody knows denies."""
    return rule.action is Action.PASS and _has_unknown(rule)


def _has_unknown(rule: AdminRule) -> bool:
    ports = () if isinstance(rule.ports, Ports) else rule.ports
    known_peer = PodSelection | Networks | Nodes | DomainNames
    return any(not isinstance(p, AdminPort) for p in ports) or any(not isinstance(p, known_peer) for p in rule.peers)


def _admin_peer(peer: AdminPeer, action: Action) -> Iterator[Peer]:
    match peer:
        case PodSelection():
            yield peer
        case Networks(cidrs):
            yield Addresses(tuple(n for cidr in cidrs if (n := parse_network(cidr))), (), pods=True)
        case Nodes(selector):
            yield NodePeer(selector)
        case DomainNames(names):
            if action is Action.ALLOW:
                yield DomainPeer(names)
        case _:
            if action is not Action.ALLOW:
                yield Everyone()


def _admin_traffic(rule: AdminRule) -> Traffic:
    if isinstance(rule.ports, Ports):
        return ALL_TRAFFIC
    found: list[Span | PortName] = []
    for port in rule.ports:
        if not isinstance(port, AdminPort):
            found += () if rule.action is Action.ALLOW else ALL_TRAFFIC
        elif port.name is not None:
            found.append(PortName(port.name, None))
        elif port.protocol and port.first and port.last and 1 <= port.first <= port.last <= MAX_PORT:
            found.append(Span(port.protocol, port.first, port.last))
    return tuple(found)
