"""The two ends of a connection: a declared pod, of which all is known, or somebody of whom nothing is."""

from __future__ import annotations

from typing import Protocol as Interface

from k8slint.model.admin_policy import PodSelection
from k8slint.reach.clause import Addresses, DomainPeer, Everyone, NodePeer, Peer, PortName
from k8slint.reach.endpoint import PodKind
from k8slint.reach.flow import Flow
from k8slint.reach.formula import Formula, Model
from k8slint.reach.universe import all_nodes, is_whole, within
from k8slint.reach.who import Someone
from k8slint.record import dataclass


class Party(Interface):
    """One end, as clauses see it."""

    def meets(self, peer: Peer) -> Formula:
        """Whether a clause that names this peer means the party."""

    def serves(self, name: PortName, flow: Flow) -> Formula:
        """Whether the flow goes to the party's port of that name."""

    def read(self, model: Model) -> Someone:
        """Who it is in a case."""


@dataclass(frozen=True)
class Declared:
    """A pod of the input."""

    pod: PodKind

    def meets(self, peer: Peer) -> Formula:
        """Decided on the spot."""
        match peer:
            case Everyone():
                return True
            case PodSelection(namespaces, pods):
                known = pods.matches(self.pod.labels) and namespaces.matches(self.pod.namespace_labels)
                return known and not self.pod.host_network
            case Addresses():
                inside = within(self.pod, peer) if self.pod.addresses else is_whole(peer)
                return (peer.pods or self.pod.host_network) and inside
            case NodePeer(selector):
                return self.pod.host_network and all_nodes(self.pod, selector)
            case DomainPeer():
                return False

    def serves(self, name: PortName, flow: Flow) -> Formula:
        """Its ports of that name: more than one where the protocol is open."""
        return flow.to_any(
            (protocol, number)
            for (text, protocol), number in self.pod.ports.items()
            if text == name.name and name.protocol in (None, protocol)
        )

    def read(self, _: Model) -> Someone:
        """Itself."""
        return self.pod
