"""By how little a peer is not met: the requirement that fails, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from k8slint.model.admin_policy import PodSelection
from k8slint.model.selector import Selector
from k8slint.reach.clause import Addresses, Clause, DomainPeer, NodePeer, Peer, PortName, Span
from k8slint.reach.endpoint import PodKind
from k8slint.reach.universe import Universe


def peer_miss(clause: Clause, universe: Universe, bit: int) -> str:
    """Why none of a clause's peers is the pod or address of a bit; the peer that comes closest is told."""
    if not clause.peers:
        return "it admits nobody"
    pod = universe.pods[bit] if bit < len(universe.pods) else None
    return min((_miss(peer, pod) for peer in clause.peers), key=lambda miss: miss[0])[1]


def _miss(peer: Peer, pod: PodKind | None) -> tuple[int, str]:
    """How far off (small is near) and in what."""
    match peer:
        case PodSelection():
            return _pod_miss(peer, pod)
        case Addresses():
            holes = f" without {', '.join(map(str, peer.excepts))}" if peer.excepts else ""
            blocks = ", ".join(map(str, peer.networks)) + holes
            return 8, f"an address block ({blocks}) admits no pods" if pod else f"the address is not in {blocks}"
        case NodePeer(selector):
            return 7, f"it wants nodes with {selector}"
        case DomainPeer(names):
            return 7, f"it wants the hosts {', '.join(names)}"
        case _:
            return 9, "nobody is met"


def _pod_miss(peer: PodSelection, pod: PodKind | None) -> tuple[int, str]:
    if pod is None:
        return 9, "it wants pods, not an address"
    if pod.host_network:
        return 1, "pods on the host network are never selected"
    failing = [*_failing(peer.namespaces, pod.namespace_labels, "namespace "), *_failing(peer.pods, pod.labels, "")]
    return len(failing), "; ".join(failing)


def _failing(selector: Selector, labels: Mapping[str, str], whose: str) -> Iterator[str]:
    for requirement in selector.requirements:
        if not requirement.matches(labels):
            key = requirement.key
            has = f"{key}={labels[key]}" if key in labels else f"no {key}"
            yield f"it wants {whose}{requirement}, where there is {has}"


def traffic_text(clause: Clause) -> str:
    """The ports of a clause, as a person would write them."""
    return ", ".join(map(_item, clause.traffic)) or "no ports"


def _item(item: Span | PortName) -> str:
    if isinstance(item, PortName):
        return f"{item.name}/{item.protocol}" if item.protocol else item.name
    if (item.first, item.last) == (1, 65535):
        return f"every {item.protocol} port"
    return f"{item.first}/{item.protocol}" if item.first == item.last else f"{item.first}-{item.last}/{item.protocol}"
