"""Who may connect to whom among what is declared: the bitset back end's answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.reach.atoms import AddressAtoms, PortAtoms, bits_of
from k8slint.reach.clause import Addresses, Clause, Clauses, Network, PortName, Span
from k8slint.reach.compile import compile_policies
from k8slint.reach.endpoint import Endpoint, PodKind, endpoints_of
from k8slint.reach.front_door import FrontDoor, front_doors
from k8slint.reach.mention import mentioned_labels, mentioned_names
from k8slint.reach.universe import Universe
from k8slint.reach.verdict import Judge, Verdict


@dataclass(frozen=True)
class Connection:
    """`source` and `destination` are endpoints or disjoint sets of addresses; `traffic` is what is allowed."""

    source: Endpoint | tuple[Network, ...]
    destination: Endpoint | tuple[Network, ...]
    traffic: tuple[Span, ...]


@dataclass(frozen=True)
class Reachability:
    """The clauses of a cluster, read over its endpoints."""

    clauses: Clauses
    endpoints: tuple[Endpoint, ...]
    doors: tuple[FrontDoor, ...] = ()

    @classmethod
    def of(cls, cluster: Cluster) -> Reachability:
        """The reachability that a cluster's policies leave."""
        clauses = compile_policies(cluster.network_policies, cluster.admin_policies)
        return cls(clauses, endpoints_of(cluster, mentioned_labels(clauses)), front_doors(cluster))

    def ports(self, source: Endpoint, destination: Endpoint) -> tuple[Span, ...]:
        """The ports of `destination` at which some pod of `source` may connect to some pod of it."""
        mask = 0
        for pod in self._bits[source]:
            for other in self._bits[destination]:
                mask |= self.verdict(pod, Direction.EGRESS).ports(1 << other) & self.verdict(
                    other, Direction.INGRESS
                ).ports(1 << pod)
        return tuple(self.port_atoms.spans(mask))

    def connections(self) -> Iterator[Connection]:
        """Every pair with at least one allowed port, an endpoint with itself left out."""
        blocks = self._address_blocks
        for destination in self.endpoints:
            rows = self._sources_of(destination)
            for source in self._sources:
                if source is not destination and (mask := rows.get(source, 0)):
                    yield Connection(source, destination, tuple(self.port_atoms.spans(mask)))
        for block in blocks:
            networks, bit = self.universe.address_networks(block), block & -block
            for endpoint in self.endpoints:
                yield from self._with_addresses(endpoint, networks, bit)

    def verdict(self, bit: int, direction: Direction) -> Verdict:
        """What the policies of a pod kind (by its bit) decide in a direction."""
        return self._verdicts[direction][bit]

    def bits(self, endpoint: Endpoint) -> tuple[int, ...]:
        """The bits of an endpoint's pod kinds."""
        return self._bits[endpoint]

    def address_bit(self, network: Network) -> int:
        """The bit of the piece that holds a network's first address."""
        return len(self.universe.pods) + self.universe.addresses.index(network)

    def applying(self, bit: int, direction: Direction) -> tuple[Clause, ...]:
        """The clauses that apply to a pod kind, in the order of tiers."""
        return tuple(self._applied[direction][0].get(bit, ()))

    @cached_property
    def universe(self) -> Universe:
        """The bits: distinct pod kinds, and addresses cut where clauses cut them."""
        networks = (n for peer in self._address_peers for n in (*peer.networks, *peer.excepts))
        return Universe(tuple(self._kinds), AddressAtoms.cut(networks))

    @cached_property
    def port_atoms(self) -> PortAtoms:
        """Ports cut where clauses cut them, and around every port that a clause names."""
        items = {item for clause in self.clauses.clauses for item in clause.traffic}
        names = {item.name for item in items if isinstance(item, PortName)}
        named = (Span(p, n, n) for pod in self._kinds for (name, p), n in pod.ports.items() if name in names)
        doors = (span for door in self.doors for spans in door.targets.values() for span in spans)
        return PortAtoms.cut((*(item for item in items if isinstance(item, Span)), *named, *doors))

    @property
    def _sources(self) -> tuple[Endpoint, ...]:
        """Endpoints, and the front doors, which only ever are sources."""
        return (*self.endpoints, *(door.endpoint for door in self.doors))

    @cached_property
    def _address_peers(self) -> tuple[Addresses, ...]:
        return tuple(p for clause in self.clauses.clauses for p in clause.peers if isinstance(p, Addresses))

    @cached_property
    def _kinds(self) -> dict[PodKind, int]:
        """Distinct pod kinds and their bits."""
        return {
            kind: bit for bit, kind in enumerate(dict.fromkeys(k for kinds in self._reduced.values() for k in kinds))
        }

    @cached_property
    def _reduced(self) -> dict[Endpoint, tuple[PodKind, ...]]:
        """Pod kinds without the ports that no clause names and the addresses that none asks for."""
        names, by_address = mentioned_names(self.clauses), any(peer.pods for peer in self._address_peers)
        return {e: tuple(pod.reduced(names, by_address) for pod in e.pods) for e in self._sources}

    @cached_property
    def _bits(self) -> dict[Endpoint, tuple[int, ...]]:
        return {e: tuple(sorted({self._kinds[kind] for kind in kinds})) for e, kinds in self._reduced.items()}

    @cached_property
    def _owners(self) -> dict[int, list[Endpoint]]:
        owners: dict[int, list[Endpoint]] = {}
        for endpoint, bits in self._bits.items():
            for bit in bits:
                owners.setdefault(bit, []).append(endpoint)
        return owners

    @cached_property
    def judge(self) -> Judge:
        """What reads the clauses."""
        peers = {clause: self._peers(clause) for clause in self.clauses.clauses}
        return Judge(self.universe, self.port_atoms, peers)

    def _peers(self, clause: Clause) -> int:
        mask = 0
        for peer in clause.peers:
            mask |= self.universe.peer(peer)
        return mask

    @cached_property
    def _verdicts(self) -> dict[Direction, tuple[Verdict, ...]]:
        return {direction: tuple(self._decided(direction)) for direction in Direction}

    def _decided(self, direction: Direction) -> Iterator[Verdict]:
        """One verdict per distinct set of applying clauses: pods that share one share its verdict."""
        applying, isolated = self._applied[direction]
        memo: dict[object, Verdict] = {}
        for bit, pod in enumerate(self.universe.pods):
            clauses, alone = applying.get(bit, ()), bool(isolated >> bit & 1)
            ports = self._named(pod, clauses) if direction is Direction.INGRESS else ()
            key = (tuple(map(id, clauses)), alone, ports)
            if key not in memo:
                memo[key] = self.judge.decide(clauses, alone, pod)
            yield memo[key]

    @cached_property
    def _applied(self) -> dict[Direction, tuple[dict[int, list[Clause]], int]]:
        return {direction: self._applying(direction) for direction in Direction}

    def _named(self, pod: PodKind, clauses: Iterable[Clause]) -> tuple[object, ...]:
        """The ports of a destination that its clauses ask for by name."""
        names = {name for clause in clauses for name in self._names_of[clause]}
        return tuple(sorted(item for item in pod.ports.items() if item[0][0] in names)) if names else ()

    @cached_property
    def _names_of(self) -> dict[Clause, tuple[str, ...]]:
        return {c: tuple(t.name for t in c.traffic if isinstance(t, PortName)) for c in self.clauses.clauses}

    def _applying(self, direction: Direction) -> tuple[dict[int, list[Clause]], int]:
        applying: dict[int, list[Clause]] = {}
        for clause in self.clauses.clauses:
            if clause.direction is direction:
                for bit in bits_of(self.universe.selected(clause.subject)):
                    applying.setdefault(bit, []).append(clause)
        isolated = 0
        for isolation in self.clauses.isolations:
            if isolation.direction is direction:
                isolated |= self.universe.selected(isolation.subject)
        return applying, isolated

    @cached_property
    def _egress_groups(self) -> tuple[tuple[Verdict, int], ...]:
        """Distinct egress verdicts and the pods that have them."""
        groups: dict[int, tuple[Verdict, int]] = {}
        for bit, verdict in enumerate(self._verdicts[Direction.EGRESS]):
            groups[id(verdict)] = (verdict, groups.get(id(verdict), (verdict, 0))[1] | 1 << bit)
        return tuple(groups.values())

    def _sources_of(self, destination: Endpoint) -> dict[Endpoint, int]:
        rows: dict[Endpoint, int] = {}
        for bit in self._bits[destination]:
            for sources, mask in self._pods_to(bit):
                for source in (owner for pod in bits_of(sources) for owner in self._owners[pod]):
                    rows[source] = rows.get(source, 0) | mask
        for door in self.doors:
            targets = (self.port_atoms.mask(span) for span in door.targets.get(destination.id, ()))
            rows[door.endpoint] = rows.get(door.endpoint, 0) & sum(set(targets))
        return rows

    def _pods_to(self, bit: int) -> Iterator[tuple[int, int]]:
        """Sets of pods and the ports at which all of them reach the pod kind of a bit."""
        for verdict, members in self._egress_groups:
            if let_out := verdict.ports(1 << bit):
                for ports, peers in self.verdict(bit, Direction.INGRESS).parts:
                    if (sources := peers & members) and (mask := ports & let_out):
                        yield sources, mask

    def _with_addresses(self, endpoint: Endpoint, networks: tuple[Network, ...], bit: int) -> Iterator[Connection]:
        into = self._either(endpoint, Direction.INGRESS, bit)
        out = self._either(endpoint, Direction.EGRESS, bit)
        if into:
            yield Connection(networks, endpoint, tuple(self.port_atoms.spans(into)))
        if out:
            yield Connection(endpoint, networks, tuple(self.port_atoms.spans(out)))

    def _either(self, endpoint: Endpoint, direction: Direction, peer: int) -> int:
        mask = 0
        for bit in self._bits[endpoint]:
            mask |= self.verdict(bit, direction).ports(peer)
        return mask

    @cached_property
    def _address_blocks(self) -> tuple[int, ...]:
        """Addresses that no verdict tells apart, together."""
        seen = {peers for d in Direction for v in set(self._verdicts[d]) for _, peers in v.parts}
        return tuple(_refined(self.universe.all_addresses, seen))


def _refined(whole: int, masks: Iterable[int]) -> list[int]:
    """The coarsest partition of a set whose blocks lie inside or outside of each mask."""
    blocks = [whole]
    for mask in dict.fromkeys(mask & whole for mask in masks):
        if mask not in (0, whole):
            blocks = [part for block in blocks for part in (block & mask, block & ~mask) if part]
    return sorted(blocks, key=lambda block: block & -block)
