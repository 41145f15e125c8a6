"""Which clauses may speak of the same connections, found by the labels that both ends have to have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, product
from typing import TypeAlias, TypeVar

from k8slint.model.admin_policy import PodSelection
from k8slint.model.network_policy import Direction
from k8slint.model.selector import Operator, Requirement
from k8slint.reach.clause import Clause, Clauses, Peer, Tier
from k8slint.reach.endpoint import PodKind
from k8slint.reach.sample import Sample
from k8slint.reach.who import Someone
from k8slint.record import dataclass

T = TypeVar("T")

Key: TypeAlias = tuple[bool, str]
"""Whether it is a label of namespaces, and its key."""

Demand: TypeAlias = tuple[Key | None, str]
"""A label that a pod has to have; without a key where nothing is asked for by value."""

Places: TypeAlias = dict[str, dict[str, list[int]]]
"""By the value that the subject has to have, and the one that the peer has to."""


@dataclass(frozen=True)
class _Labels:
    """The values that an end may have; `any_other` where labels that are not among these may be anything."""

    values: Mapping[Key, Iterable[str]]
    any_other: bool

    def of(self, key: Key | None, groups: Mapping[str, T]) -> Iterable[T]:
        """Those of the groups, which are by the value of a label, in which the end may be."""
        if key is None or (self.any_other and key not in self.values):
            return groups.values()
        return (groups[value] for value in self.values.get(key, ()) if value in groups)


@dataclass(frozen=True, eq=False)
class Rivals:
    """The clauses by a label that their subject has to have, and one that their peer has to."""

    clauses: Clauses

    def of_sample(self, clause: Clause, sample: Sample) -> Iterator[Clause]:
        """The clauses of the same tier and direction that may speak of a sample of a clause, itself among them."""
        places = self._places(clause, _had_by(sample.subject), [_had_by(sample.peer)])
        return (self.clauses.clauses[place] for place in places)

    def of(self, clause: Clause) -> list[Clause]:
        """The clauses of the same tier and direction that may speak of what a clause speaks of, in their order."""
        places = self._places(clause, _asked_by(clause.subject), map(_asked_by, clause.peers))
        return [self.clauses.clauses[place] for place in sorted(set(places))]

    def _places(self, clause: Clause, subject: _Labels, peers: Iterable[_Labels]) -> Iterator[int]:
        known = self._groups.get((clause.tier, clause.direction), {})
        for peer, ((of_subject, of_peer), groups) in product(peers, known.items()):
            for by_peer in subject.of(of_subject, groups):
                yield from chain.from_iterable(peer.of(of_peer, by_peer))

    @cached_property
    def _groups(self) -> Mapping[tuple[Tier, Direction], Mapping[tuple[Key | None, Key | None], Places]]:
        found: dict[tuple[Tier, Direction], dict[tuple[Key | None, Key | None], Places]] = defaultdict(dict)
        for place, clause in enumerate(self.clauses.clauses):
            peers = dict.fromkeys(demand for peer in clause.peers for demand in self._demands(peer))
            for (subject_key, subject), (peer_key, peer) in product(self._demands(clause.subject), peers):
                groups = found[clause.tier, clause.direction].setdefault((subject_key, peer_key), {})
                groups.setdefault(subject, {}).setdefault(peer, []).append(place)
        return found

    def _demands(self, peer: Peer) -> list[Demand]:
        """Labels of which every pod that is meant has one: of those, the ones that the fewest clauses ask for."""
        found = _asked_by(peer).values.items()
        demands: list[list[Demand]] = [[(key, value) for value in values] for key, values in found]
        return min(demands, key=lambda each: sum(self._uses[demand] for demand in each), default=[(None, "")])

    @cached_property
    def _uses(self) -> Counter[Demand]:
        peers = (peer for clause in self.clauses.clauses for peer in (clause.subject, *clause.peers))
        found = (item for peer in peers for item in _asked_by(peer).values.items())
        return Counter((key, value) for key, values in found for value in values)


def _asked_by(peer: Peer) -> _Labels:
    if not isinstance(peer, PodSelection):
        return _Labels({}, any_other=True)
    listed = {**_listed(True, peer.namespaces.requirements), **_listed(False, peer.pods.requirements)}
    return _Labels(listed, any_other=True)


def _listed(of_namespaces: bool, requirements: Iterable[Requirement]) -> Mapping[Key, list[str]]:
    found = (requirement for requirement in requirements if requirement.operator is Operator.IN)
    return {(of_namespaces, requirement.key): sorted(requirement.values) for requirement in found}


def _had_by(party: Someone) -> _Labels:
    if not isinstance(party, PodKind):
        return _Labels({}, any_other=False)
    of_namespace = {(True, key): (value,) for key, value in party.namespace_labels.items()}
    return _Labels(of_namespace | {(False, key): (value,) for key, value in party.labels.items()}, any_other=False)
