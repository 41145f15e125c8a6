"""Who may connect to whom among what is declared: the bitset back end, behind one door."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.model.port import Protocol
from k8slint.reach.atoms import PortAtoms
from k8slint.reach.certainty import assumed_endpoints
from k8slint.reach.clause import Clause, Clauses, Isolation, Network, Span
from k8slint.reach.compile import compile_policies
from k8slint.reach.connection import Connection, Connections, Wanted, anyone
from k8slint.reach.endpoint import Endpoint, endpoints_of
from k8slint.reach.front_door import FrontDoor, front_doors
from k8slint.reach.mention import mentioned_labels
from k8slint.reach.population import Population
from k8slint.reach.universe import Universe
from k8slint.reach.verdict import Judge, Verdict
from k8slint.reach.verdicts import Verdicts
from k8slint.record import dataclass


@dataclass(frozen=True)
class Reachability:
    """The clauses of a cluster, read over its endpoints. Nothing is computed before somebody asks.

    `assumed` holds the ids of endpoints whose connections depend on what the input does not say.
    """

    clauses: Clauses
    endpoints: tuple[Endpoint, ...]
    doors: tuple[FrontDoor, ...] = ()
    assumed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, cluster: Cluster) -> Reachability:
        """The reachability that a cluster's policies leave."""
        clauses = compile_policies(cluster.network_policies, cluster.admin_policies)
        endpoints, assumed = endpoints_of(cluster, mentioned_labels(clauses)), assumed_endpoints(cluster, clauses)
        return cls(clauses, endpoints, front_doors(cluster), assumed)

    def ports(self, source: Endpoint, destination: Endpoint) -> tuple[Span, ...]:
        """The ports of `destination` at which some pod of `source` may connect to some pod of it."""
        mask = 0
        for pod in self.bits(source):
            for other in self.bits(destination):
                let_out = self.verdict(pod, Direction.EGRESS).ports(1 << other)
                mask |= let_out & self.verdict(other, Direction.INGRESS).ports(1 << pod)
        return tuple(self.port_atoms.spans(mask))

    def allows(self, source: Endpoint, destination: Endpoint, protocol: Protocol, port: int) -> bool:
        """Whether some pod of `source` may connect to some pod of `destination` at one port."""
        atom = self.port_atoms.atom(protocol, port)
        return any(
            atom
            & self.verdict(pod, Direction.EGRESS).ports(1 << other)
            & self.verdict(other, Direction.INGRESS).ports(1 << pod)
            for pod in self.bits(source)
            for other in self.bits(destination)
        )

    def connections(self, opens: Wanted = anyone, receives: Wanted = anyone) -> Iterator[Connection]:
        """Every pair with at least one allowed port, an endpoint with itself left out.

        `opens` and `receives` keep sources and destinations that are not asked for from being looked at.
        """
        return iter(Connections(self._verdicts, self.endpoints, self.doors, opens, receives))

    def verdict(self, bit: int, direction: Direction) -> Verdict:
        """What the policies of a pod kind (by its bit) decide in a direction."""
        return self._verdicts.by_direction[direction][bit]

    def applying(self, bit: int, direction: Direction) -> tuple[Clause, ...]:
        """The clauses that apply to a pod kind, in the order of tiers."""
        return self._verdicts.applying(bit, direction)

    def isolating(self, bit: int, direction: Direction) -> tuple[Isolation, ...]:
        """What isolates a pod kind in a direction."""
        return tuple(each for pods, each in self._isolations if each.direction is direction and pods >> bit & 1)

    @cached_property
    def _isolations(self) -> tuple[tuple[int, Isolation], ...]:
        """Each with the pods that it selects."""
        return tuple((self.universe.selected(each.subject), each) for each in self.clauses.isolations)

    def bits(self, endpoint: Endpoint) -> tuple[int, ...]:
        """The bits of an endpoint's pod kinds."""
        return self._population.bits[endpoint]

    def address_bit(self, network: Network) -> int:
        """The bit of the piece that holds a network's first address."""
        return len(self.universe.pods) + self.universe.addresses.index(network)

    @property
    def universe(self) -> Universe:
        """The bits: distinct pod kinds, and pieces of the address space."""
        return self._population.universe

    @property
    def port_atoms(self) -> PortAtoms:
        """The pieces of the ports."""
        return self._population.port_atoms

    @property
    def judge(self) -> Judge:
        """What reads the clauses."""
        return self._verdicts.judge

    @cached_property
    def _population(self) -> Population:
        doors = tuple(door.endpoint for door in self.doors)
        ports = tuple(span for door in self.doors for spans in door.targets.values() for span in spans)
        return Population(self.clauses, (*self.endpoints, *doors), ports)

    @cached_property
    def _verdicts(self) -> Verdicts:
        return Verdicts(self._population)
