"""The policies behind the map's connections: whom each rule selects and admits, as numbers of nodes."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import field
from typing import Any

from k8slint.model.meta import Meta
from k8slint.reach.clause import Clause, Isolation
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.miss import traffic_text
from k8slint.reach.reachability import Reachability
from k8slint.record import dataclass
from k8slint.report.map_nodes import Nodes
from k8slint.report.page_finding import place_text


def policies_of(reach: Reachability, nodes: Nodes) -> dict[str, Any]:
    """Rules and isolations; `sets` are lists of nodes that several of them share."""
    sets = _Sets([(_mask(end, reach), number) for end, number in nodes.numbers.items()])
    rules = [_rule(clause, reach, sets) for clause in reach.clauses.clauses]
    isolations = [_isolation(isolation, reach, sets) for isolation in reach.clauses.isolations]
    for policy, subjects in _subjects(reach):
        nodes.by_ref.setdefault(policy.ref, []).extend(sets.data[sets.number(subjects)])
    return {"rules": rules, "isolations": isolations, "sets": sets.data}


@dataclass(frozen=True)
class _Sets:
    """Sets of nodes, each listed once; `nodes` are their bits and numbers."""

    nodes: list[tuple[int, int]]
    data: list[list[int]] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)

    def number(self, mask: int) -> int:
        """The number of the set of nodes that have a bit of the mask."""
        if mask not in self.numbers:
            self.numbers[mask] = len(self.data)
            self.data.append([number for bits, number in self.nodes if bits & mask])
        return self.numbers[mask]


def _mask(end: Hashable, reach: Reachability) -> int:
    """The bits of what a node stands for; none for what takes no part in policies."""
    if isinstance(end, Endpoint):
        return sum(1 << bit for bit in reach.bits(end))
    return sum(1 << bit for bit in {reach.address_bit(part) for part in end}) if isinstance(end, tuple) else 0


def _subjects(reach: Reachability) -> Iterator[tuple[Meta, int]]:
    """Every policy with the bits of all that it selects."""
    found: dict[Meta, int] = {}
    parts: tuple[Isolation | Clause, ...] = (*reach.clauses.isolations, *reach.clauses.clauses)
    for part in parts:
        found[part.policy] = found.get(part.policy, 0) | reach.universe.selected(part.subject)
    yield from found.items()


def _rule(clause: Clause, reach: Reachability, sets: _Sets) -> dict[str, Any]:
    return {
        "policy": str(clause.policy.ref),
        "direction": str(clause.direction),
        "effect": str(clause.effect),
        "rule": clause.index + 1,
        "ports": traffic_text(clause),
        "place": place_text(clause.at.location),
        "subjects": sets.number(reach.universe.selected(clause.subject)),
        "peers": sets.number(reach.judge.peers[clause]),
    }


def _isolation(isolation: Isolation, reach: Reachability, sets: _Sets) -> dict[str, Any]:
    return {
        "policy": str(isolation.policy.ref),
        "direction": str(isolation.direction),
        "place": place_text(isolation.at.location),
        "subjects": sets.number(reach.universe.selected(isolation.subject)),
    }
