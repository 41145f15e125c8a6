"""Ports and addresses, cut at the boundaries that clauses mention: inside a piece no clause can tell two apart.

A set of pieces is one integer, bit n the n-th piece.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from ipaddress import IPv4Address, IPv6Address, summarize_address_range

from k8slint.model.port import MAX_PORT, Protocol
from k8slint.reach.clause import Addresses, Network, Span
from k8slint.record import dataclass

Address = IPv4Address | IPv6Address
_SPACE = {4: 1 << 32, 6: 1 << 128}


def _run(low: int, high: int) -> int:
    """The bits from `low` to `high`, exclusive."""
    return (1 << high) - (1 << low)


def bits_of(mask: int) -> Iterator[int]:
    """The numbers of the bits that are set, rising."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


@dataclass(frozen=True)
class PortAtoms:
    """The pieces of each protocol's ports; `starts` holds their first numbers, ending with MAX_PORT + 1."""

    starts: dict[Protocol, tuple[int, ...]]

    @classmethod
    def cut(cls, spans: Iterable[Span]) -> PortAtoms:
        """Pieces such that each span is a union of some."""
        cuts = {protocol: {1, MAX_PORT + 1} for protocol in Protocol}
        for span in spans:
            cuts[span.protocol].update((span.first, span.last + 1))
        return cls({protocol: tuple(sorted(found)) for protocol, found in cuts.items()})

    @cached_property
    def _offsets(self) -> dict[Protocol, int]:
        offsets, total = {}, 0
        for protocol in Protocol:
            offsets[protocol] = total
            total += len(self.starts[protocol]) - 1
        return offsets

    @cached_property
    def all(self) -> int:
        """Every piece."""
        return _run(0, sum(len(starts) - 1 for starts in self.starts.values()))

    def mask(self, span: Span) -> int:
        """The pieces of a span; its ends must have been among the cuts."""
        starts, offset = self.starts[span.protocol], self._offsets[span.protocol]
        return _run(offset + bisect_left(starts, span.first), offset + bisect_left(starts, span.last + 1))

    def atom(self, protocol: Protocol, port: int) -> int:
        """The piece that holds one port, as a mask."""
        starts = self.starts[protocol]
        return 1 << (self._offsets[protocol] + bisect_left(starts, port + 1) - 1)

    def spans(self, mask: int) -> Iterator[Span]:
        """The set as spans, neighbours joined, by protocol and number."""
        for protocol in Protocol:
            starts, offset = self.starts[protocol], self._offsets[protocol]
            part = mask >> offset & _run(0, len(starts) - 1)
            while part:
                low = (part & -part).bit_length() - 1
                length = (~(part >> low) & (part >> low) + 1).bit_length() - 1
                yield Span(protocol, starts[low], starts[low + length] - 1)
                part &= ~_run(low, low + length)


@dataclass(frozen=True)
class AddressAtoms:
    """The pieces of both address families; `starts` holds (family, first address) of each, rising."""

    starts: tuple[tuple[int, int], ...]

    @classmethod
    def cut(cls, networks: Iterable[Network]) -> AddressAtoms:
        """Pieces such that each network is a union of some."""
        cuts = {(4, 0), (6, 0)}
        for network in networks:
            first = int(network.network_address)
            cuts.add((network.version, first))
            if (end := first + network.num_addresses) < _SPACE[network.version]:
                cuts.add((network.version, end))
        return cls(tuple(sorted(cuts)))

    def network(self, network: Network) -> int:
        """The pieces of a network."""
        first = (network.version, int(network.network_address))
        end = (network.version, int(network.network_address) + network.num_addresses)
        return _run(bisect_left(self.starts, first), bisect_left(self.starts, end))

    def index(self, network: Network) -> int:
        """The number of the piece that holds a network's first address."""
        return bisect_right(self.starts, (network.version, int(network.network_address))) - 1

    def mask(self, peer: Addresses) -> int:
        """The pieces of a block without its exceptions."""
        mask = 0
        for network in peer.networks:
            mask |= self.network(network)
        for network in peer.excepts:
            mask &= ~self.network(network)
        return mask

    def networks(self, mask: int) -> tuple[Network, ...]:
        """The set as the smallest list of CIDRs, IPv4 first."""
        found: list[Network] = []
        for family, first, last in self._ranges(mask):
            kind = IPv4Address if family == 4 else IPv6Address
            found += summarize_address_range(kind(first), kind(last))
        return tuple(found)

    def _ranges(self, mask: int) -> Iterator[tuple[int, int, int]]:
        """Family, first and last address of each run of pieces; a run does not cross families."""
        run: tuple[int, int, int] | None = None
        for bit in bits_of(mask):
            (family, first), last = self.starts[bit], self._last(bit)
            if run and run[0] == family and run[2] + 1 == first:
                run = (family, run[1], last)
                continue
            if run:
                yield run
            run = (family, first, last)
        if run:
            yield run

    def _last(self, bit: int) -> int:
        family = self.starts[bit][0]
        following = self.starts[bit + 1] if bit + 1 < len(self.starts) else (0, 0)
        return (following[1] if following[0] == family else _SPACE[family]) - 1
