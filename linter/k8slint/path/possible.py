"""Whether a rule may let a pod through that the input does not declare: labels that nobody states may be any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from k8slint.model.absence import covers
from k8slint.model.admin_policy import PodSelection
from k8slint.model.cluster import Cluster
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.selector import Selector
from k8slint.reach.clause import Addresses, Clause, DomainPeer, Peer, PortName, Span, Traffic

SOME_NAME = "\0"
"""The name of a namespace that no manifest mentions."""


def may_meet(cluster: Cluster, clause: Clause, names: Iterable[str]) -> bool:
    """Whether some peer of a clause may be a pod of one of these namespaces, or an address."""
    return any(_may_be(cluster, peer, tuple(names)) for peer in clause.peers)


def unseen_namespaces(cluster: Cluster, clause: Clause) -> Iterator[str]:
    """Of the namespaces that a clause names, those of which the input does not show what runs there, and another."""
    selections = (peer.namespaces for peer in clause.peers if isinstance(peer, PodSelection))
    named = {v for s in selections for r in s.requirements if r.key == NAME_LABEL for v in r.values}
    yield from sorted({*(name for name in named if not covers(cluster, name)), *cluster.once(_unseen)})
    yield SOME_NAME


def _unseen(cluster: Cluster) -> frozenset[str]:
    """Of the namespaces that the input declares or uses, those of which it does not show what runs there."""
    return frozenset(name for name in cluster.known_namespaces if not covers(cluster, name))


def carries(traffic: Traffic, wanted: Iterable[Span]) -> bool:
    """Whether traffic holds one of the ports; a name may be that of any."""
    return any(_holds(item, span) for item in traffic for span in wanted)


def _holds(item: Span | PortName, span: Span) -> bool:
    if isinstance(item, PortName):
        return item.protocol in (None, span.protocol)
    return item.protocol is span.protocol and item.first <= span.first and span.last <= item.last


def _may_be(cluster: Cluster, peer: Peer, names: tuple[str, ...]) -> bool:
    if isinstance(peer, PodSelection):
        return any(_may_select(cluster, peer.namespaces, name) for name in names)
    return not isinstance(peer, DomainPeer) and not (isinstance(peer, Addresses) and not peer.networks)


def _may_select(cluster: Cluster, selector: Selector, name: str) -> bool:
    """Of a namespace that the input does not declare, only its name is known."""
    labels = cluster.namespace_labels(name)
    if labels is not None:
        return selector.matches(labels)
    return all(r.key != NAME_LABEL or r.matches({NAME_LABEL: name}) for r in selector.requirements)
