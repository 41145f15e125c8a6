"""Policies of every kind to clauses. What is written wrongly is left out here; the rules report it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from k8slint.model.admin_policy import (
    Action,
    AdminPolicy,
    PodSelection,
)
from k8slint.model.namespace import one_namespace
from k8slint.model.network_policy import IpBlock, NetworkPolicy, Peers, PodPeer, PolicyPort, Ports
from k8slint.model.port import MAX_PORT
from k8slint.model.selector import Selector
from k8slint.reach.clause import (
    ALL_TRAFFIC,
    Addresses,
    Clause,
    Clauses,
    Everyone,
    Isolation,
    Peer,
    PortName,
    Span,
    Tier,
    Traffic,
)
from k8slint.reach.compile_admin import compile_admin_policy
from k8slint.reach.network import parse_network


def compile_policies(policies: Iterable[NetworkPolicy], admin_policies: Iterable[AdminPolicy] = ()) -> Clauses:
    """The clauses of these policies. Of several with one identity the last one counts, as it does when applied."""
    policies = {policy.meta.ref: policy for policy in policies}.values()
    admin_policies = {policy.meta.ref: policy for policy in admin_policies}.values()
    clauses = [clause for policy in policies for clause in _policy_clauses(policy)]
    clauses += (clause for policy in admin_policies for clause in compile_admin_policy(policy))
    isolations = [isolation for policy in policies for isolation in _isolations(policy)]
    return Clauses(tuple(sorted(clauses, key=lambda c: (c.tier, c.order))), tuple(isolations))


def _isolations(policy: NetworkPolicy) -> Iterator[Isolation]:
    for direction in sorted(policy.types):
        yield Isolation(_subject(policy), direction, policy.meta, policy.pods.at)


def _policy_clauses(policy: NetworkPolicy) -> Iterator[Clause]:
    for direction in sorted(policy.types):
        for index, rule in enumerate(policy.rules(direction)):
            yield Clause(
                Tier.NETWORK_POLICY,
                (0, f"{policy.namespace}/{policy.name}", index),
                direction,
                _subject(policy),
                (Everyone(),) if rule.peers is Peers.ALL else tuple(_peers(rule.peers, policy.namespace)),
                ALL_TRAFFIC if rule.ports is Ports.ALL else compile_ports(rule.ports),
                Action.ALLOW,
                policy.meta,
                index,
                rule.at,
            )


def _subject(policy: NetworkPolicy) -> PodSelection:
    return PodSelection(one_namespace(policy.namespace, policy.pods.at), policy.pods)


def _peers(peers: Iterable[PodPeer | IpBlock], namespace: str) -> Iterator[Peer]:
    for peer in peers:
        if isinstance(peer, IpBlock):
            yield from compile_block(peer)
        elif peer.pods is not None:
            yield PodSelection(peer.namespaces or one_namespace(namespace, peer.pods.at), peer.pods)
        elif peer.namespaces is not None:
            yield PodSelection(peer.namespaces, Selector((), peer.namespaces.at))


def compile_block(block: IpBlock) -> Iterator[Addresses]:
    """A CIDR that is none selects nothing; an `except` that is none, or of the other family, takes nothing away."""
    if (network := parse_network(block.cidr)) is not None:
        excepts = (parse_network(text) for text in block.excepts)
        yield Addresses((network,), tuple(n for n in excepts if n and n.version == network.version), pods=False)


def compile_ports(ports: Iterable[PolicyPort]) -> Traffic:
    """The traffic of a rule's ports; a port that is none lets nothing through."""
    return tuple(_traffic(ports))


def _traffic(ports: Iterable[PolicyPort]) -> Iterator[Span | PortName]:
    for port in ports:
        if isinstance(port.port, str):
            yield PortName(port.port, port.protocol)
            continue
        first = 1 if port.port is None else port.port
        last = MAX_PORT if port.port is None else first if port.end_port is None else port.end_port
        if 1 <= first <= last <= MAX_PORT:
            yield Span(port.protocol, first, last)
