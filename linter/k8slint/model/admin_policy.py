"""Policies of the cluster's administrators.

AdminNetworkPolicy and BaselineAdminNetworkPolicy (policy.networking.k8s.io/v1alpha1) and ClusterNetworkPolicy
(v1alpha2) say the same things in two spellings; here they are one. (network-policy-api specification)
"""

from __future__ import annotations

from dataclasses import field
from enum import Enum, StrEnum

from k8slint.inputs.at import At
from k8slint.model.meta import Meta
from k8slint.model.network_policy import Direction, Ports
from k8slint.model.port import Protocol
from k8slint.model.selector import Selector
from k8slint.record import dataclass


class AdminTier(Enum):
    """Before NetworkPolicies, or after them."""

    ADMIN = "admin"
    BASELINE = "baseline"


class Action(StrEnum):
    """What a rule does with traffic that matches. `Accept` of v1alpha2 is `Allow` here."""

    ALLOW = "allow"
    DENY = "deny"
    PASS = "pass"


@dataclass(frozen=True)
class PodSelection:
    """Pods that match `pods` in namespaces that match `namespaces`."""

    namespaces: Selector
    pods: Selector


@dataclass(frozen=True)
class Networks:
    """Addresses by CIDR, as written; they match pods and nodes by their addresses, too."""

    cidrs: tuple[str, ...]


@dataclass(frozen=True)
class Nodes:
    """Nodes by their labels, which is also how pods on the host network are met."""

    selector: Selector


@dataclass(frozen=True)
class DomainNames:
    """Outside hosts by name; `*.example.com` does not match `example.com`."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class UnknownPeer:
    """A peer of a kind that nobody knows: it fails closed."""


AdminPeer = PodSelection | Networks | Nodes | DomainNames | UnknownPeer


@dataclass(frozen=True)
class AdminPort:
    """Numbers from `first` to `last` of a protocol, or a `name` whose protocol is the named port's own."""

    protocol: Protocol | None
    first: int | None
    last: int | None
    name: str | None
    at: At = field(compare=False)


class UnknownPort(Enum):
    """A port of a kind that nobody knows: it fails closed."""

    UNKNOWN = "unknown"


@dataclass(frozen=True)
class AdminRule:
    """`action` None where it is not one of the three."""

    name: str | None
    direction: Direction
    action: Action | None
    peers: tuple[AdminPeer, ...]
    ports: tuple[AdminPort | UnknownPort, ...] | Ports
    at: At = field(compare=False)


@dataclass(frozen=True)
class AdminPolicy:
    """`priority` None where it is missing or no number; the baseline of v1alpha1 has none and counts as 0."""

    meta: Meta
    tier: AdminTier
    priority: int | None
    subject: PodSelection | None
    ingress: tuple[AdminRule, ...]
    egress: tuple[AdminRule, ...]

    @property
    def name(self) -> str:
        """Its name."""
        return self.meta.name

    def rules(self, direction: Direction) -> tuple[AdminRule, ...]:
        """The rules of a direction, in the order in which they are tried."""
        return self.ingress if direction is Direction.INGRESS else self.egress
