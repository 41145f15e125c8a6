"""Which clauses may speak of a connection, found by the labels of its ends."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import product
from typing import TypeAlias

from k8slint.model.admin_policy import PodSelection
from k8slint.model.network_policy import Direction
from k8slint.model.selector import Operator, Requirement
from k8slint.reach.clause import Clause, Clauses, Peer, Tier
from k8slint.reach.endpoint import PodKind
from k8slint.reach.sample import Sample
from k8slint.reach.who import Someone
from k8slint.record import dataclass

Label: TypeAlias = tuple[bool, str, str]
"""Whether it is one of a namespace, key and value."""

Group: TypeAlias = tuple[Tier, Direction, Label | None, Label | None]


@dataclass(frozen=True, eq=False)
class Rivals:
    """The clauses by a label that their subject has to have, and one that their peer has to; None: by none."""

    clauses: Clauses

    def of(self, clause: Clause, sample: Sample) -> Iterator[Clause]:
        """The clauses of the same tier and direction that may speak of a sample of a clause, itself among them."""
        for subject, peer in product(_labels_of(sample.subject), _labels_of(sample.peer)):
            yield from self._groups.get((clause.tier, clause.direction, subject, peer), ())

    @cached_property
    def _groups(self) -> Mapping[Group, list[Clause]]:
        groups: dict[Group, list[Clause]] = defaultdict(list)
        for clause in self.clauses.clauses:
            subjects, peers = self._demand(clause.subject), {p for peer in clause.peers for p in self._demand(peer)}
            for subject, peer in product(subjects, peers):
                groups[clause.tier, clause.direction, subject, peer].append(clause)
        return groups

    def _demand(self, peer: Peer) -> list[Label | None]:
        """Labels of which every pod that is meant has one, of those that the fewest clauses ask for."""
        demands = _demands(peer) if isinstance(peer, PodSelection) else []
        rarest = min(demands, key=lambda labels: sum(self._uses[label] for label in labels), default=None)
        return [None] if rarest is None else list(rarest)

    @cached_property
    def _uses(self) -> Counter[Label]:
        peers = (peer for clause in self.clauses.clauses for peer in (clause.subject, *clause.peers))
        return Counter(
            label for peer in peers if isinstance(peer, PodSelection) for labels in _demands(peer) for label in labels
        )


def _demands(selection: PodSelection) -> list[list[Label]]:
    return [
        *_equal(True, selection.namespaces.requirements),
        *_equal(False, selection.pods.requirements),
    ]


def _equal(of_namespace: bool, requirements: Iterable[Requirement]) -> Iterator[list[Label]]:
    found = (requirement for requirement in requirements if requirement.operator is Operator.IN)
    return ([(of_namespace, each.key, value) for value in sorted(each.values)] for each in found)


def _labels_of(party: Someone) -> list[Label | None]:
    labels: list[Label | None] = [None]
    if isinstance(party, PodKind):
        labels += [(True, *pair) for pair in party.namespace_labels.items()]
        labels += [(False, *pair) for pair in party.labels.items()]
    return labels
