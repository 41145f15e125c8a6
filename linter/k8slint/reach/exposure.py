"""Who may reach a workload, or be reached by it, beyond what is declared: pods that anyone may create, and addresses.

Asked is what the policies of the workload itself admit; those of the other end may still keep it in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from functools import cached_property

from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.reach.answer import Answer, Never
from k8slint.reach.clause import Clauses, Network, Traffic
from k8slint.reach.covers import Covered, Covers
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.examples import Examples
from k8slint.reach.reachability import Reachability
from k8slint.reach.term import Term
from k8slint.record import dataclass

MOST = 5_000
"""How often a group is looked for at other ports than its own: many ports with many groups take bounded time, too."""


@dataclass(frozen=True)
class Opening:
    """Some ports, and who gets through there: the pods of any term, and addresses (those of nodes, too).

    `witnesses` has an example for each term: a connection that the policies of both ends allow; Never where those of
    the other end allow none. `rest` is a pod besides the terms; Never where it is proven that there is none.
    """

    traffic: Traffic
    terms: tuple[Term, ...]
    witnesses: tuple[Answer, ...]
    networks: tuple[Network, ...]
    rest: Answer


@dataclass(frozen=True)
class Exposure:
    """A workload in one direction. Without a policy that is about it, it is not `protected`: open to everybody."""

    endpoint: Endpoint
    direction: Direction
    protected: bool
    openings: tuple[Opening, ...]


@dataclass
class _Gathered:
    """Who gets through at some ports, as far as is known by now."""

    terms: list[Term] = field(default_factory=list)
    addresses: int = 0
    rest: Answer = field(default_factory=Never)


@dataclass(frozen=True)
class Exposures:
    """Works out the exposure of workloads."""

    covers: Covers

    @classmethod
    def of(cls, cluster: Cluster, reach: Reachability) -> Exposures:
        """Of a cluster and what was made of it."""
        return cls(Covers(reach, {namespace.name: namespace.labels for namespace in cluster.namespaces}))

    def exposure(self, endpoint: Endpoint, direction: Direction) -> Exposure:
        """Of one workload; where its pods differ, what is open at any of them."""
        bits = self.covers.reach.bits(endpoint)
        if any(self.covers.about(bit, direction) == Clauses((), ()) for bit in bits):
            return Exposure(endpoint, direction, False, ())
        found = dict.fromkeys(opening for bit in bits for opening in self._openings(bit, direction))
        return Exposure(endpoint, direction, True, tuple(found))

    def _openings(self, bit: int, direction: Direction) -> Iterator[Opening]:
        for ports, found in self._gathered(bit, direction).items():
            traffic = tuple(self.covers.reach.port_atoms.spans(ports))
            yield self._opening(bit, direction, traffic, found)
        if direction is Direction.EGRESS:
            for name, cover in self.covers.named(bit):
                if cover.terms or not isinstance(cover.rest, Never):
                    yield self._opening(bit, direction, (name,), _Gathered(list(cover.terms), rest=cover.rest))

    def _gathered(self, bit: int, direction: Direction) -> dict[int, _Gathered]:
        """Each term and each block of addresses with all its ports; those with the same ports together."""
        covered, gathered = self.covers.of(bit, direction), dict[int, _Gathered]()
        for term, ports in _ports_of_terms(covered):
            gathered.setdefault(ports, _Gathered()).terms.append(term)
        for addresses, ports in self._addresses(bit, direction):
            gathered.setdefault(ports, _Gathered()).addresses |= addresses
        for one in covered:
            if not isinstance(one.cover.rest, Never):
                gathered.setdefault(one.ports, _Gathered()).rest = one.cover.rest
        return gathered

    def _addresses(self, bit: int, direction: Direction) -> Iterable[tuple[int, int]]:
        """Sets of addresses and the ports of each."""
        reach = self.covers.reach
        groups = {0: reach.universe.all_addresses}
        for ports, peers in reach.verdict(bit, direction).parts:
            inside = {found | ports: part for found, block in groups.items() if (part := block & peers)}
            groups = {found: part for found, block in groups.items() if (part := block & ~peers)} | inside
        return ((addresses, ports) for ports, addresses in groups.items() if ports)

    def _opening(self, bit: int, direction: Direction, traffic: Traffic, found: _Gathered) -> Opening:
        witnesses = tuple(self._examples.example(bit, direction, term, traffic) for term in found.terms)
        networks = self.covers.reach.universe.address_networks(found.addresses)
        return Opening(traffic, tuple(found.terms), witnesses, networks, found.rest)

    @cached_property
    def _examples(self) -> Examples:
        return Examples(self.covers)


def _ports_of_terms(covered: list[Covered]) -> Iterator[tuple[Term, int]]:
    terms = list(dict.fromkeys(term for one in covered for term in one.cover.terms))
    few = len(terms) * len(covered) <= MOST
    for term in terms:
        yield term, sum(one.ports for one in covered if term in one.cover.terms or (few and one.holds(term)))
