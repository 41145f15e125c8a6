"""The one encoding of what policies mean. Both back ends read it; neither knows a policy kind."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from enum import IntEnum
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network
from typing import TypeAlias

from k8slint.inputs.at import At
from k8slint.model.admin_policy import Action, PodSelection
from k8slint.model.meta import Meta
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.network_policy import Direction
from k8slint.model.port import Protocol
from k8slint.model.selector import Operator, Requirement, Selector
from k8slint.record import dataclass

Network: TypeAlias = IPv4Network | IPv6Network


class Tier(IntEnum):
    """The order in which policies decide. (network-policy-api: policy tiers)"""

    ADMIN = 0
    NETWORK_POLICY = 1
    BASELINE = 2


@dataclass(frozen=True)
class Everyone:
    """Every pod, node and address: a NetworkPolicy rule without peers."""


@dataclass(frozen=True)
class Addresses:
    """Addresses inside `networks` and outside `excepts`; `pods` whether pods are met by their address, too."""

    networks: tuple[Network, ...]
    excepts: tuple[Network, ...]
    pods: bool


@dataclass(frozen=True)
class NodePeer:
    """Nodes with such labels, and the pods on their host network."""

    selector: Selector


@dataclass(frozen=True)
class DomainPeer:
    """Outside hosts by name: addresses that nobody knows beforehand."""

    names: tuple[str, ...]


Peer: TypeAlias = Everyone | PodSelection | Addresses | NodePeer | DomainPeer


@dataclass(frozen=True)
class Span:
    """Port numbers `first` to `last` (inclusive) of a protocol."""

    protocol: Protocol
    first: int
    last: int


@dataclass(frozen=True)
class PortName:
    """A named port, looked up on each destination pod; `protocol` None: any, the named port brings its own."""

    name: str
    protocol: Protocol | None


Traffic: TypeAlias = tuple[Span | PortName, ...]
ALL_TRAFFIC: Traffic = tuple(Span(protocol, 1, 65535) for protocol in Protocol)
"""Every port of TCP, UDP and SCTP, which is what policies speak of; a rule without ports also covers the rest."""


@dataclass(frozen=True, eq=False)
class Clause:
    """One rule of one policy. In the administrators' tiers the first clause that matches decides; NetworkPolicies add.

    `order` sorts the clauses of a tier: priority, policy name, index of the rule. `index` is the rule's place in its
    section, `at` where it is written.
    """

    tier: Tier
    order: tuple[int, str, int]
    direction: Direction
    subject: PodSelection
    peers: tuple[Peer, ...]
    traffic: Traffic
    effect: Action
    policy: Meta
    index: int
    at: At = field(repr=False)


@dataclass(frozen=True, eq=False)
class Isolation:
    """A NetworkPolicy takes `subject` out of the open in one direction: from then on only its clauses admit."""

    subject: PodSelection
    direction: Direction
    policy: Meta
    at: At = field(repr=False)


@dataclass(frozen=True)
class Clauses:
    """Everything that the policies of a cluster say; `clauses` sorted by tier and order."""

    clauses: tuple[Clause, ...]
    isolations: tuple[Isolation, ...]

    def about(self, direction: Direction, homes: frozenset[str] | None) -> Iterator[Clause]:
        """The clauses of a direction, in order, that may speak of pods of these namespaces; None: of any."""
        found = heapq.merge(*self._clause_groups.about(homes))
        return (clause for place in found if (clause := self.clauses[place]).direction is direction)

    def isolating(self, direction: Direction, homes: frozenset[str] | None) -> Iterator[Isolation]:
        """The isolations of a direction that may select pods of these namespaces; None: of any."""
        for group in self._isolation_groups.about(homes):
            yield from (self.isolations[place] for place in group if self.isolations[place].direction is direction)

    @cached_property
    def _clause_groups(self) -> _Groups:
        return _Groups.of(clause.subject for clause in self.clauses)

    @cached_property
    def _isolation_groups(self) -> _Groups:
        return _Groups.of(isolation.subject for isolation in self.isolations)


@dataclass(frozen=True, eq=False)
class _Groups:
    """The places of what is about the same namespaces together, and of each namespace the groups that name it."""

    groups: list[list[int]]
    naming: Mapping[str | None, list[int]]

    @classmethod
    def of(cls, subjects: Iterable[PodSelection]) -> _Groups:
        """Those of subjects in their order."""
        groups: dict[frozenset[str] | None, list[int]] = defaultdict(list)
        for place, subject in enumerate(subjects):
            groups[homes_of(subject.namespaces.requirements)].append(place)
        naming: dict[str | None, list[int]] = defaultdict(list)
        for number, names in enumerate(groups):
            for name in (None,) if names is None else names:
                naming[name].append(number)
        return cls(list(groups.values()), naming)

    def about(self, homes: frozenset[str] | None) -> Iterable[list[int]]:
        """The groups that may be about some of these namespaces, in the order of their first ones; None: all."""
        if homes is None:
            return self.groups
        found = {number for name in (None, *homes) for number in self.naming.get(name, ())}
        return [self.groups[number] for number in sorted(found)]


def homes_of(requirements: Iterable[Requirement]) -> frozenset[str] | None:
    """The namespaces that a selector of namespaces names; None where it names none and may select any."""
    named = (r.values for r in requirements if r.key == NAME_LABEL and r.operator is Operator.IN)
    return next(named, None)
