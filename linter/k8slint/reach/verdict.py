"""What a pod's policies decide in one direction: for every port, the peers that may connect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from k8slint.model.admin_policy import Action
from k8slint.model.network_policy import Direction
from k8slint.model.port import Protocol
from k8slint.reach.atoms import PortAtoms
from k8slint.reach.clause import Clause, PortName, Span, Tier
from k8slint.reach.endpoint import PodKind
from k8slint.reach.universe import Universe
from k8slint.record import dataclass


@dataclass(frozen=True)
class Verdict:
    """`parts` are (ports, peers) with disjoint ports that together are all ports; both as masks."""

    parts: tuple[tuple[int, int], ...]

    def ports(self, peer: int) -> int:
        """The ports at which a peer (one bit or several) is let through; for several, where any is."""
        mask = 0
        for ports, peers in self.parts:
            if peers & peer:
                mask |= ports
        return mask


@dataclass
class _Part:
    """Ports whose peers have fared alike so far: still undecided, allowed, passed on to the next tier."""

    ports: int
    live: int
    allowed: int = 0
    passed: int = 0

    def take(self, peers: int, action: Action) -> None:
        met = self.live & peers
        self.live &= ~met
        if action is Action.ALLOW:
            self.allowed |= met
        elif action is Action.PASS:
            self.passed |= met


@dataclass(frozen=True)
class Judge:
    """Reads clauses over a universe of peers and pieces of ports."""

    universe: Universe
    atoms: PortAtoms
    peers: dict[Clause, int]

    def decide(self, clauses: Iterable[Clause], isolated: bool, subject: PodKind) -> Verdict:
        """The verdict of the clauses that apply to a subject, in the order of tiers.

        A NetworkPolicy that isolates keeps what it does not admit from the baseline tier; without one the traffic
        falls through to it, and what nobody decides is allowed. (network-policy-api: policy tiers)
        """
        parts = [_Part(self.atoms.all, self.universe.everyone)]
        by_tier: dict[Tier, list[Clause]] = {tier: [] for tier in Tier}
        for clause in clauses:
            by_tier[clause.tier].append(clause)
        for tier, tier_clauses in by_tier.items():
            for clause in tier_clauses:
                for ports, peers in self.met(clause, subject):
                    parts = list(_applied(parts, ports, peers, clause.effect))
            for part in parts:
                part.live = 0 if tier is Tier.NETWORK_POLICY and isolated else part.live | part.passed
                part.passed = 0
        return Verdict(tuple(_joined((part.ports, part.allowed | part.live) for part in parts)))

    def met(self, clause: Clause, subject: PodKind) -> Iterator[tuple[int, int]]:
        """Ports and peers that a clause speaks of; a named port is resolved on the destination pod."""
        peers, numbered = self.peers[clause], 0
        for item in clause.traffic:
            if isinstance(item, Span):
                numbered |= self.atoms.mask(item)
            elif clause.direction is Direction.INGRESS:
                yield from ((self.atoms.atom(p, number), peers) for p, number in _resolved(item, subject))
            else:
                for protocol, number, pods in self.universe.named_ports(item):
                    yield self.atoms.atom(protocol, number), peers & pods
        if numbered:
            yield numbered, peers


def _resolved(name: PortName, pod: PodKind) -> Iterator[tuple[Protocol, int]]:
    for (text, protocol), number in pod.ports.items():
        if text == name.name and name.protocol in (None, protocol):
            yield protocol, number


def _applied(parts: list[_Part], ports: int, peers: int, action: Action) -> Iterator[_Part]:
    """The parts after a clause: one that it covers partly is split."""
    for part in parts:
        met = part.ports & ports
        if met and met != part.ports:
            yield _Part(part.ports & ~ports, part.live, part.allowed, part.passed)
        if met:
            part.ports = met
            part.take(peers, action)
        yield part


def _joined(parts: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    joined: dict[int, int] = {}
    for ports, peers in parts:
        joined[peers] = joined.get(peers, 0) | ports
    return ((ports, peers) for peers, ports in joined.items())
