"""Single connections of which a rule speaks: where others do not speak of one of them, the rule is not superfluous."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address
from itertools import product

from k8slint.model.admin_policy import PodSelection
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.port import Protocol
from k8slint.model.selector import Operator, Requirement
from k8slint.reach.clause import Addresses, Clause, Everyone, NodePeer, Peer, PortName, Span
from k8slint.reach.endpoint import PodKind
from k8slint.reach.party import Declared
from k8slint.reach.who import Someone
from k8slint.record import dataclass

_OTHER, _ADDRESS, _NAMED = "\0other", ip_address("203.0.113.7"), 61_003


@dataclass(frozen=True)
class Sample:
    """A pod that a rule is about, a peer, and a port, which may have a name."""

    subject: PodKind
    peer: Someone
    protocol: Protocol
    port: int
    name: str | None


def samples(clause: Clause) -> Iterator[Sample]:
    """One connection for each peer and each end of each range."""
    subject = _pod(clause.subject)
    for peer, (protocol, port, name) in product(_peers(clause.peers), _ports(clause)):
        yield Sample(subject, peer, protocol, port, name)


def speaks_of(clause: Clause, sample: Sample) -> bool:
    """Whether a clause speaks of a sample of a clause of the same direction."""
    return (
        bool(Declared(sample.subject).meets(clause.subject))
        and any(_is_peer(peer, sample.peer) for peer in clause.peers)
        and any(_goes(item, sample) for item in clause.traffic)
    )


def _is_peer(peer: Peer, party: Someone) -> bool:
    if isinstance(party, PodKind):
        return bool(Declared(party).meets(peer))
    return isinstance(peer, Everyone) or (isinstance(peer, Addresses) and _inside(peer, party))


def _inside(peer: Addresses, address: IPv4Address | IPv6Address) -> bool:
    return any(address in n for n in peer.networks) and not any(address in n for n in peer.excepts)


def _goes(item: Span | PortName, sample: Sample) -> bool:
    if isinstance(item, PortName):
        return item.name == sample.name and item.protocol in (None, sample.protocol)
    return item.protocol is sample.protocol and item.first <= sample.port <= item.last


def _peers(peers: Iterable[Peer]) -> Iterator[Someone]:
    for peer in peers:
        match peer:
            case Everyone():
                yield _ADDRESS
            case PodSelection():
                yield _pod(peer)
            case Addresses():
                firsts = (network.network_address for network in peer.networks)
                yield from (address for address in firsts if _inside(peer, address))
            case NodePeer(selector):
                yield PodKind("", {}, {}, {}, True, (), (_labels(selector.requirements),))


def _ports(clause: Clause) -> Iterator[tuple[Protocol, int, str | None]]:
    for item in clause.traffic:
        if isinstance(item, PortName):
            yield item.protocol or Protocol.TCP, _NAMED, item.name
        else:
            yield from ((item.protocol, port, None) for port in {item.first, item.last})


def _pod(selection: PodSelection) -> PodKind:
    """The plainest pod that is selected."""
    labels = _labels(selection.namespaces.requirements)
    name = labels.setdefault(NAME_LABEL, _OTHER)
    return PodKind(name, labels, _labels(selection.pods.requirements), {}, False, ())


def _labels(requirements: Iterable[Requirement]) -> dict[str, str]:
    found: dict[str, str] = {}
    for requirement in requirements:
        if requirement.operator is Operator.IN:
            found[requirement.key] = min(requirement.values, default=_OTHER)
        elif requirement.operator is Operator.EXISTS:
            found.setdefault(requirement.key, _OTHER)
    return found
