"""Exceptions of address blocks that other rules let in again."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.at import At
from k8slint.model.address import network
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction, IpBlock, NetworkPolicy, Peers
from k8slint.reach.atoms import bits_of
from k8slint.reach.clause import Clause, Network
from k8slint.reach.stranger import Openness, Subject
from k8slint.reach.who import Outside, Pods
from k8slint.record import dataclass


@dataclass(frozen=True)
class Hole:
    """An entry of `except`, and the rules that let its addresses in all the same."""

    text: str
    at: At
    rules: tuple[Clause, ...]


def ineffective_holes(cluster: Cluster) -> Iterator[Hole]:
    """Entries whose addresses may connect, to every pod that the policy selects, wherever the rule's others may."""
    openness = cluster.once(Openness.of)
    clauses = {(c.policy, c.direction, c.index): c for c in openness.reach.clauses.clauses}
    for policy, direction, index, block in _blocks(cluster):
        clause = clauses.get((policy.meta, direction, index))
        for place, text in enumerate(block.excepts):
            hole = network(text)
            if clause and hole and _lies_within(hole, block.cidr) and (rules := _refilled(openness, clause, hole)):
                yield Hole(text, block.at / "except" / place, rules)


def _lies_within(hole: Network, cidr: str) -> bool:
    whole = network(cidr)
    return whole is not None and hole.version == whole.version and hole.subnet_of(whole)  # type: ignore[arg-type]


def _blocks(cluster: Cluster) -> Iterator[tuple[NetworkPolicy, Direction, int, IpBlock]]:
    for policy in cluster.network_policies:
        for direction in Direction:
            for index, rule in enumerate(policy.rules(direction)):
                for peer in () if rule.peers is Peers.ALL else rule.peers:
                    if isinstance(peer, IpBlock) and peer.excepts:
                        yield policy, direction, index, peer


def _refilled(openness: Openness, clause: Clause, hole: Network) -> tuple[Clause, ...]:
    universe = openness.reach.universe
    bits = universe.addresses.network(hole) << len(universe.pods)
    selected = bits_of(universe.selected(clause.subject))
    subjects = [openness.subject_of[bit] for bit in selected if bit in openness.subject_of]
    if any(not _is_in(openness, clause, subject, bits) for subject in subjects):
        return ()
    if subjects:
        return _letting(openness, clause, subjects[0], bits)
    return _possibly(openness, clause, hole)


def _is_in(openness: Openness, clause: Clause, subject: Subject, hole: int) -> bool:
    wanted = 0
    for ports, _ in openness.met(clause, subject):
        wanted |= ports
    return bool(wanted) and wanted & ~openness.ports(subject, clause.direction, hole) == 0


def _letting(openness: Openness, clause: Clause, subject: Subject, hole: int) -> tuple[Clause, ...]:
    """The rules that speak of the hole at ports of this one; one that does it alone comes first, alone."""
    wanted = [ports for ports, _ in openness.met(clause, subject)]
    speaking = [
        (rule, [(p, peers & hole) for p, peers in openness.met(rule, subject) if any(p & ports for ports in wanted)])
        for rule in openness.rules(subject, clause.direction)
    ]
    alone = (r for r, met in speaking if all(any(p & w == w and x == hole for p, x in met) for w in wanted))
    first = next(alone, None)
    return (first,) if first else tuple(r for r, met in speaking if any(x for _, x in met))


def _possibly(openness: Openness, clause: Clause, hole: Network) -> tuple[Clause, ...]:
    """Where no pod is declared: for every pod that the policy would select."""
    return openness.proven(clause.direction, Pods.of(clause.subject), Outside((hole,)), clause.traffic) or ()
