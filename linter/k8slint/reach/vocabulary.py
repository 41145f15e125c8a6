"""What clauses mention, value by value: all that they can tell apart, so all that a possible pod has to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from k8slint.model.admin_policy import PodSelection
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.port import Protocol
from k8slint.model.selector import Requirement
from k8slint.reach.clause import Clauses, NodePeer, Peer, PortName
from k8slint.reach.who import Pods
from k8slint.record import dataclass

Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Vocabulary:
    """Label keys with the values that are mentioned of each, names of namespaces and of ports.

    `known` holds the labels of those mentioned namespaces that are declared; what others have is open.
    """

    pods: Values
    namespaces: Values
    nodes: Values
    names: tuple[str, ...]
    known: Mapping[str, Mapping[str, str]]
    ports: tuple[tuple[str, Protocol], ...]

    @classmethod
    def of(
        cls, sets: Iterable[Clauses], groups: Iterable[Pods] = (), known: Mapping[str, Mapping[str, str]] | None = None
    ) -> Vocabulary:
        """The vocabulary of some clauses, and of groups of pods that questions are about."""
        sets, known = tuple(sets), known or {}
        peers = [peer for clauses in sets for peer in _peers(clauses)]
        pods = [*groups, *(Pods.of(peer) for peer in peers if isinstance(peer, PodSelection))]
        of_namespaces = _values(r for group in pods for r in group.namespaces)
        names = of_namespaces.pop(NAME_LABEL, ())
        return cls(
            _values(r for group in pods for r in group.labels),
            of_namespaces,
            _values(r for peer in peers if isinstance(peer, NodePeer) for r in peer.selector.requirements),
            names,
            {name: known[name] for name in names if name in known},
            tuple(sorted({port for clauses in sets for port in _ports(clauses)})),
        )


def _peers(clauses: Clauses) -> Iterator[Peer]:
    yield from (isolation.subject for isolation in clauses.isolations)
    for clause in clauses.clauses:
        yield clause.subject
        yield from clause.peers


def _values(requirements: Iterable[Requirement]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for requirement in requirements:
        found.setdefault(requirement.key, set()).update(requirement.values)
    return {key: tuple(sorted(found[key])) for key in sorted(found)}


def _ports(clauses: Clauses) -> Iterator[tuple[str, Protocol]]:
    for clause in clauses.clauses:
        for item in clause.traffic:
            if isinstance(item, PortName):
                yield from ((item.name, protocol) for protocol in Protocol if item.protocol in (None, protocol))
