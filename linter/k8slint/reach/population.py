"""Who takes part, as bits: pods that no clause can tell apart share one."""

from __future__ import annotations

from functools import cached_property

from k8slint.reach.atoms import AddressAtoms, PortAtoms
from k8slint.reach.clause import Addresses, Clauses, PortName, Span
from k8slint.reach.endpoint import Endpoint, PodKind
from k8slint.reach.mention import mentioned_names
from k8slint.reach.universe import Universe
from k8slint.record import dataclass


@dataclass(frozen=True)
class Population:
    """Endpoints with their bits, and ports and addresses cut where clauses, or `ports` beside them, cut them."""

    clauses: Clauses
    endpoints: tuple[Endpoint, ...]
    ports: tuple[Span, ...] = ()

    @cached_property
    def universe(self) -> Universe:
        """The distinct pod kinds, and the pieces of the address space."""
        networks = (n for peer in self._address_peers for n in (*peer.networks, *peer.excepts))
        return Universe(tuple(self._kinds), AddressAtoms.cut(networks))

    @cached_property
    def port_atoms(self) -> PortAtoms:
        """The pieces of the ports, with every port that a clause means by a name."""
        items = {item for clause in self.clauses.clauses for item in clause.traffic}
        names = {item.name for item in items if isinstance(item, PortName)}
        named = (Span(p, n, n) for pod in self._kinds for (name, p), n in pod.ports.items() if name in names)
        return PortAtoms.cut((*(item for item in items if isinstance(item, Span)), *named, *self.ports))

    @cached_property
    def bits(self) -> dict[Endpoint, tuple[int, ...]]:
        """The bits of each endpoint's pod kinds."""
        return {e: tuple(sorted({self._kinds[kind] for kind in kinds})) for e, kinds in self._reduced.items()}

    @cached_property
    def owners(self) -> dict[int, list[Endpoint]]:
        """The endpoints that have pods of each bit."""
        owners: dict[int, list[Endpoint]] = {}
        for endpoint, bits in self.bits.items():
            for bit in bits:
                owners.setdefault(bit, []).append(endpoint)
        return owners

    @cached_property
    def _address_peers(self) -> tuple[Addresses, ...]:
        return tuple(p for clause in self.clauses.clauses for p in clause.peers if isinstance(p, Addresses))

    @cached_property
    def _kinds(self) -> dict[PodKind, int]:
        distinct = dict.fromkeys(kind for kinds in self._reduced.values() for kind in kinds)
        return {kind: bit for bit, kind in enumerate(distinct)}

    @cached_property
    def _reduced(self) -> dict[Endpoint, tuple[PodKind, ...]]:
        """Pod kinds without the ports that no clause names and the addresses that none asks for."""
        names, by_address = mentioned_names(self.clauses), any(peer.pods for peer in self._address_peers)
        return {e: tuple(pod.reduced(names, by_address) for pod in e.pods) for e in self.endpoints}
