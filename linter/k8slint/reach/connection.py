"""Every pair that may connect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TypeAlias

from k8slint.model.network_policy import Direction
from k8slint.reach.atoms import bits_of
from k8slint.reach.clause import Network, Span
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.front_door import FrontDoor
from k8slint.reach.verdicts import Verdicts
from k8slint.record import dataclass


@dataclass(frozen=True)
class Connection:
    """`source` and `destination` are endpoints or disjoint sets of addresses; `traffic` is what is allowed."""

    source: Endpoint | tuple[Network, ...]
    destination: Endpoint | tuple[Network, ...]
    traffic: tuple[Span, ...]


Wanted: TypeAlias = Callable[[Endpoint | tuple[Network, ...]], bool]
"""Whether an end is asked for."""


def anyone(_: Endpoint | tuple[Network, ...]) -> bool:
    """Every end is asked for."""
    return True


@dataclass(frozen=True)
class Connections:
    """The pairs among endpoints, front doors (which only ever are sources) and addresses.

    `opens` and `receives` choose sources and destinations, before pairs are made.
    """

    verdicts: Verdicts
    endpoints: tuple[Endpoint, ...]
    doors: tuple[FrontDoor, ...]
    opens: Wanted = anyone
    receives: Wanted = anyone

    def __iter__(self) -> Iterator[Connection]:
        yield from self._among_endpoints()
        yield from self._with_addresses()

    def _among_endpoints(self) -> Iterator[Connection]:
        sources = self._sources
        for destination in filter(self.receives, self.endpoints):
            rows = self._sources_of(destination)
            for source in sources:
                if source is not destination and (mask := rows.get(source, 0)):
                    yield Connection(source, destination, self._spans(mask))

    def _with_addresses(self) -> Iterator[Connection]:
        universe = self.verdicts.population.universe
        for block in self._address_blocks:
            networks, bit = universe.address_networks(block), block & -block
            for endpoint in filter(self.receives, self.endpoints if self.opens(networks) else ()):
                if into := self._either(endpoint, Direction.INGRESS, bit):
                    yield Connection(networks, endpoint, self._spans(into))
            for endpoint in filter(self.opens, self.endpoints if self.receives(networks) else ()):
                if out := self._either(endpoint, Direction.EGRESS, bit):
                    yield Connection(endpoint, networks, self._spans(out))

    @cached_property
    def _sources(self) -> tuple[Endpoint, ...]:
        return tuple(filter(self.opens, (*self.endpoints, *(door.endpoint for door in self.doors))))

    @cached_property
    def _source_bits(self) -> int:
        bits = {bit for source in self._sources for bit in self.verdicts.population.bits[source]}
        return sum(1 << bit for bit in bits)

    def _sources_of(self, destination: Endpoint) -> dict[Endpoint, int]:
        population, rows = self.verdicts.population, dict[Endpoint, int]()
        for bit in population.bits[destination]:
            for sources, mask in self._pods_to(bit):
                for source in (owner for pod in bits_of(sources) for owner in population.owners[pod]):
                    rows[source] = rows.get(source, 0) | mask
        for door in self.doors:
            targets = (population.port_atoms.mask(span) for span in door.targets.get(destination.id, ()))
            rows[door.endpoint] = rows.get(door.endpoint, 0) & sum(set(targets))
        return rows

    def _pods_to(self, bit: int) -> Iterator[tuple[int, int]]:
        """Sets of pods and the ports at which all of them reach the pod kind of a bit."""
        for verdict, members in self.verdicts.egress_groups:
            if let_out := verdict.ports(1 << bit):
                for ports, peers in self.verdicts.by_direction[Direction.INGRESS][bit].parts:
                    if (sources := peers & members & self._source_bits) and (mask := ports & let_out):
                        yield sources, mask

    def _either(self, endpoint: Endpoint, direction: Direction, peer: int) -> int:
        mask = 0
        for bit in self.verdicts.population.bits[endpoint]:
            mask |= self.verdicts.by_direction[direction][bit].ports(peer)
        return mask

    def _spans(self, mask: int) -> tuple[Span, ...]:
        return tuple(self.verdicts.population.port_atoms.spans(mask))

    @cached_property
    def _address_blocks(self) -> list[int]:
        """Addresses that no verdict tells apart, together."""
        verdicts = (verdict for found in self.verdicts.by_direction.values() for verdict in set(found))
        seen = {peers for verdict in verdicts for _, peers in verdict.parts}
        return _refined(self.verdicts.population.universe.all_addresses, seen)


def _refined(whole: int, masks: Iterable[int]) -> list[int]:
    """The coarsest partition of a set whose blocks lie inside or outside of each mask."""
    blocks = [whole]
    for mask in dict.fromkeys(mask & whole for mask in masks):
        if mask not in (0, whole):
            blocks = [part for block in blocks for part in (block & mask, block & ~mask) if part]
    return sorted(blocks, key=lambda block: block & -block)
