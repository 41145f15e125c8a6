"""The policies behind the map's connections: whom each rule selects and admits, as numbers of nodes."""

from __future__ import annotations

from typing import Any

from k8slint.model.meta import Meta
from k8slint.reach.clause import Clause, Isolation
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.miss import traffic_text
from k8slint.reach.reachability import Reachability
from k8slint.report.map_nodes import Nodes
from k8slint.report.page_finding import place_text


def policies_of(reach: Reachability, nodes: Nodes) -> dict[str, Any]:
    """Rules and isolations; `sets` are lists of nodes that several of them share."""
    sets = _Sets(reach, nodes)
    rules = [_rule(clause, reach, sets) for clause in reach.clauses.clauses]
    isolations = [_isolation(isolation, reach, sets) for isolation in reach.clauses.isolations]
    for policy, mask in sets.subjects.items():
        nodes.by_ref.setdefault(policy.ref, []).extend(sets.members(mask))
    return {"rules": rules, "isolations": isolations, "sets": sets.data}


class _Sets:
    """Sets of nodes, each listed once."""

    def __init__(self, reach: Reachability, nodes: Nodes) -> None:
        self.data: list[list[int]] = []
        self.subjects: dict[Meta, int] = {}
        self._numbers: dict[int, int] = {}
        self._bits = [(self._mask(end, reach), number) for end, number in nodes.numbers.items()]

    def number(self, mask: int) -> int:
        """The number of the set of nodes that have a bit of the mask."""
        if mask not in self._numbers:
            self._numbers[mask] = len(self.data)
            self.data.append(self.members(mask))
        return self._numbers[mask]

    def members(self, mask: int) -> list[int]:
        """The nodes that have a bit of the mask."""
        return [number for bits, number in self._bits if bits & mask]

    @staticmethod
    def _mask(end: object, reach: Reachability) -> int:
        if isinstance(end, Endpoint):
            return sum(1 << bit for bit in reach.bits(end))
        if isinstance(end, tuple):
            return sum(1 << bit for bit in {reach.address_bit(network) for network in end})
        return 0


def _rule(clause: Clause, reach: Reachability, sets: _Sets) -> dict[str, Any]:
    subjects = reach.universe.selected(clause.subject)
    sets.subjects[clause.policy] = sets.subjects.get(clause.policy, 0) | subjects
    return {
        "policy": str(clause.policy.ref),
        "direction": str(clause.direction),
        "effect": str(clause.effect),
        "rule": clause.index + 1,
        "ports": traffic_text(clause),
        "place": place_text(clause.at.location),
        "subjects": sets.number(subjects),
        "peers": sets.number(reach.judge.peers[clause]),
    }


def _isolation(isolation: Isolation, reach: Reachability, sets: _Sets) -> dict[str, Any]:
    subjects = reach.universe.selected(isolation.subject)
    sets.subjects[isolation.policy] = sets.subjects.get(isolation.policy, 0) | subjects
    return {
        "policy": str(isolation.policy.ref),
        "direction": str(isolation.direction),
        "place": place_text(isolation.at.location),
        "subjects": sets.number(subjects),
    }
