"""Every pod and address as a bit; every selector as the integer of those that it selects.

Bits of pod kinds come first, then those of address pieces. Pods that no clause can tell apart share a bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from k8slint.model.admin_policy import PodSelection
from k8slint.model.port import Protocol
from k8slint.model.selector import Operator, Requirement, Selector
from k8slint.reach.atoms import AddressAtoms, bits_of
from k8slint.reach.clause import Addresses, DomainPeer, Everyone, Network, NodePeer, Peer, PortName
from k8slint.reach.endpoint import PodKind
from k8slint.record import dataclass

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Universe:
    """`pods` are the distinct pod kinds, in the order of their bits."""

    pods: tuple[PodKind, ...]
    addresses: AddressAtoms

    @cached_property
    def everyone(self) -> int:
        """All bits."""
        return (1 << (len(self.pods) + len(self.addresses.starts))) - 1

    @cached_property
    def all_pods(self) -> int:
        """The bits of pods."""
        return (1 << len(self.pods)) - 1

    @cached_property
    def all_addresses(self) -> int:
        """The bits of addresses."""
        return self.everyone & ~self.all_pods

    def address_networks(self, mask: int) -> tuple[Network, ...]:
        """The addresses of a set as CIDRs."""
        return self.addresses.networks(mask >> len(self.pods))

    @cached_property
    def on_host_network(self) -> int:
        """The pods on their node's network, which no policy selects."""
        return sum(1 << bit for bit, pod in enumerate(self.pods) if pod.host_network)

    def peer(self, peer: Peer) -> int:
        """Whom a peer of a clause stands for."""
        match peer:
            case Everyone():
                return self.everyone
            case PodSelection():
                return self.selected(peer)
            case Addresses():
                return self.addresses.mask(peer) << len(self.pods) | self._pods_by_address(peer)
            case NodePeer(selector):
                return self._on_nodes(selector)
            case DomainPeer():
                return 0

    def selected(self, selection: PodSelection) -> int:
        """The pods that a selection selects, which are never those on the host network."""
        return self._namespaces(selection.namespaces) & self._labelled(selection.pods) & ~self.on_host_network

    def named_ports(self, name: PortName) -> Iterator[tuple[Protocol, int, int]]:
        """Protocol, number and pods for each meaning that a named port has on some pod."""
        for (text, protocol), numbers in self._ports.items():
            if text == name.name and name.protocol in (None, protocol):
                yield from ((protocol, number, pods) for number, pods in numbers.items())

    def _namespaces(self, selector: Selector) -> int:
        key = (True, frozenset(selector.requirements))
        if key not in self._selected:
            found = (self._namespace_bits[name] for name in self._candidates(selector))
            self._selected[key] = _union(bits for bits, labels in found if selector.matches(labels))
        return self._selected[key]

    def _candidates(self, selector: Selector) -> Iterable[str]:
        """Namespaces among which those that match are: for a selector that names them, they are few."""
        listed = (r for r in selector.requirements if r.operator is Operator.IN)
        found = ({n for value in r.values for n in self._namespaces_with.get((r.key, value), ())} for r in listed)
        return min(found, key=len, default=self._namespace_bits)

    def _labelled(self, selector: Selector) -> int:
        key = (False, frozenset(selector.requirements))
        if key not in self._selected:
            bits = self.all_pods
            for requirement in selector.requirements:
                bits &= self._required(requirement)
            self._selected[key] = bits
        return self._selected[key]

    def _required(self, requirement: Requirement) -> int:
        values = self._label_bits.get(requirement.key, {})
        match requirement.operator:
            case Operator.IN:
                return _union(values.get(value, 0) for value in requirement.values)
            case Operator.NOT_IN:
                return self.all_pods & ~_union(values.get(value, 0) for value in requirement.values)
            case Operator.EXISTS:
                return _union(values.values())
            case Operator.DOES_NOT_EXIST:
                return self.all_pods & ~_union(values.values())

    @cached_property
    def _selected(self) -> dict[tuple[bool, frozenset[Requirement]], int]:
        return {}

    @cached_property
    def _namespace_bits(self) -> dict[str, tuple[int, Mapping[str, str]]]:
        found: dict[str, tuple[int, Mapping[str, str]]] = {}
        for bit, pod in enumerate(self.pods):
            bits, labels = found.get(pod.namespace, (0, pod.namespace_labels))
            found[pod.namespace] = (bits | 1 << bit, labels)
        return found

    @cached_property
    def _namespaces_with(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for name, (_, labels) in self._namespace_bits.items():
            for label in labels.items():
                found.setdefault(label, []).append(name)
        return found

    @cached_property
    def _label_bits(self) -> dict[str, dict[str, int]]:
        return _indexed((key, value, bit) for bit, pod in enumerate(self.pods) for key, value in pod.labels.items())

    @cached_property
    def _ports(self) -> dict[tuple[str, Protocol], dict[int, int]]:
        return _indexed((key, number, bit) for bit, pod in enumerate(self.pods) for key, number in pod.ports.items())

    def _pods_by_address(self, peer: Addresses) -> int:
        """Pods and nodes met by address; one whose address is not known only where the block leaves out nothing."""
        candidates = self.all_pods if peer.pods else self.on_host_network
        met = _union(1 << bit for bit, pod in self._addressed if within(pod, peer))
        if is_whole(peer):
            met |= self.all_pods & ~_union(1 << bit for bit, _ in self._addressed)
        return candidates & met

    @cached_property
    def _addressed(self) -> tuple[tuple[int, PodKind], ...]:
        return tuple((bit, pod) for bit, pod in enumerate(self.pods) if pod.addresses)

    def _on_nodes(self, selector: Selector) -> int:
        """A pod whose node is not known is met only where every node that it may be on matches."""
        return _union(1 << bit for bit in bits_of(self.on_host_network) if all_nodes(self.pods[bit], selector))


def all_nodes(pod: PodKind, selector: Selector) -> bool:
    """Whether every node that a pod on the host network may be on matches."""
    return selector.is_empty or (pod.node_labels is not None and all(map(selector.matches, pod.node_labels)))


def is_whole(peer: Addresses) -> bool:
    """Whether a block leaves out no address of its family, so that the address of a pod need not be known."""
    return not peer.excepts and any(network.prefixlen == 0 for network in peer.networks)


def within(pod: PodKind, peer: Addresses) -> bool:
    """Whether an address that the pod is known to have lies in a block."""
    return any(
        any(address in network for network in peer.networks) and not any(address in hole for hole in peer.excepts)
        for address in pod.addresses
    )


def _union(masks: Iterable[int]) -> int:
    total = 0
    for mask in masks:
        total |= mask
    return total


def _indexed(triples: Iterable[tuple[K, V, int]]) -> dict[K, dict[V, int]]:
    found: dict[K, dict[V, int]] = {}
    for key, value, bit in triples:
        values = found.setdefault(key, {})
        values[value] = values.get(value, 0) | 1 << bit
    return found
