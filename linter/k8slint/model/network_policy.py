"""NetworkPolicies. (API reference: NetworkPolicy networking.k8s.io/v1)"""

from __future__ import annotations

from dataclasses import field
from enum import Enum, StrEnum

from k8slint.inputs.at import At
from k8slint.model.meta import Namespaced
from k8slint.model.port import PortRef, Protocol
from k8slint.model.selector import Selector
from k8slint.record import dataclass


class Direction(StrEnum):
    """Seen from the pod that a policy selects."""

    INGRESS = "ingress"
    EGRESS = "egress"


class Ports(Enum):
    """What a rule without `ports` means: every port of every protocol."""

    ALL = "all ports"


class Peers(Enum):
    """What a rule without `from` or `to` means: every pod and every address."""

    ALL = "all peers"


@dataclass(frozen=True)
class PolicyPort:
    """`port` None means every port of the protocol; `end_port` closes a range."""

    protocol: Protocol
    port: PortRef | None
    end_port: int | None
    at: At = field(compare=False)


@dataclass(frozen=True)
class PodPeer:
    """`pods` None: all pods; `namespaces` None: the policy's own namespace. Never both None (that is invalid)."""

    pods: Selector | None
    namespaces: Selector | None
    at: At = field(compare=False)


@dataclass(frozen=True)
class IpBlock:
    """A CIDR without some of its parts; texts as written, which may not be valid."""

    cidr: str
    excepts: tuple[str, ...]
    at: At = field(compare=False)


@dataclass(frozen=True)
class PolicyRule:
    """One entry of `ingress` or `egress`; a peer that the API refuses is left out."""

    direction: Direction
    peers: tuple[PodPeer | IpBlock, ...] | Peers
    ports: tuple[PolicyPort, ...] | Ports
    at: At = field(compare=False)


@dataclass(frozen=True)
class NetworkPolicy(Namespaced):
    """`types` has the API's default filled in; `ingress` and `egress` hold what is written, also for an absent type."""

    pods: Selector
    types: frozenset[Direction]
    ingress: tuple[PolicyRule, ...]
    egress: tuple[PolicyRule, ...]

    @property
    def types_at(self) -> At:
        """Where `policyTypes` is written, if it is."""
        return self.meta.at / "spec" / "policyTypes"

    def written(self, direction: Direction) -> tuple[PolicyRule, ...]:
        """The rules that are written for a direction, whether its type is listed or not."""
        return self.ingress if direction is Direction.INGRESS else self.egress

    def section_at(self, direction: Direction) -> At:
        """Where the rules of a direction are written, or would have to be."""
        return self.meta.at / "spec" / direction.value

    def rules(self, direction: Direction) -> tuple[PolicyRule, ...]:
        """The rules that count in a direction: none where the type is not listed."""
        return self.written(direction) if direction in self.types else ()
