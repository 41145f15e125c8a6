"""Groups of possible pods in the words of label selectors: one selection without some others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from k8slint.model.namespace import NAME_LABEL
from k8slint.model.selector import Operator, Requirement
from k8slint.reach.endpoint import PodKind
from k8slint.reach.vocabulary import Vocabulary
from k8slint.reach.who import Pods
from k8slint.record import dataclass


@dataclass(frozen=True)
class Term:
    """The pods of `pods` that are in none of `but`."""

    pods: Pods
    but: tuple[Pods, ...] = ()

    @property
    def size(self) -> int:
        """How much there is to read."""
        return sum(len(group.namespaces) + len(group.labels) for group in (self.pods, *self.but)) + len(self.but)

    def having(self, old: Requirement, new: Requirement) -> Term:
        """With one requirement (this very one, since namespaces and pods may have equal ones) in another's place."""
        parts = self.pods.namespaces, self.pods.labels
        return replace(self, pods=Pods(*(tuple(new if r is old else r for r in part) for part in parts)))


def tidied(pods: Pods) -> Pods:
    """The same group with each key's values said once."""
    return Pods(tuple(_tidied(pods.namespaces)), tuple(_tidied(pods.labels)))


def parts_of(pods: Pods) -> Iterator[Pods]:
    """Groups with one requirement each, which together are the group."""
    yield from (Pods((), (r,)) for r in _tidied(pods.labels))
    yield from (Pods((r,), ()) for r in _tidied(pods.namespaces))


def _tidied(requirements: Iterable[Requirement]) -> Iterator[Requirement]:
    """The same with each key's values said once: `app in (a, b), app!=a` is `app=b`."""
    by_key: dict[str, list[Requirement]] = {}
    for requirement in requirements:
        by_key.setdefault(requirement.key, []).append(requirement)
    for key, found in by_key.items():
        among = [r.values for r in found if r.operator is Operator.IN]
        left_out = frozenset[str]().union(*(r.values for r in found if r.operator is Operator.NOT_IN))
        if among:
            yield Requirement(key, Operator.IN, frozenset.intersection(*among) - left_out)
        elif left_out:
            yield Requirement(key, Operator.NOT_IN, left_out)
        yield from dict.fromkeys(r for r in found if not r.values)


def both(parts: Iterable[Pods]) -> Pods:
    """The pods that are in all groups."""
    parts = tuple(parts)
    return Pods(tuple(r for p in parts for r in p.namespaces), tuple(r for p in parts for r in p.labels))


def likeness(pod: PodKind, words: Vocabulary) -> Pods:
    """The pods that nobody who uses these words can tell from this one; what is least worth saying comes first."""
    of_namespace = [r for key, values in words.namespaces.items() for r in _like(key, pod.namespace_labels, values)]
    named = _like(NAME_LABEL, {NAME_LABEL: pod.namespace}, words.names) if words.names else ()
    labels = [r for key, values in words.pods.items() for r in _like(key, pod.labels, values)]
    return Pods((*_plain_last(of_namespace), *(r for r in named if r.values)), tuple(_plain_last(labels)))


def _like(key: str, labels: Mapping[str, str], values: Sequence[str]) -> tuple[Requirement, ...]:
    value = labels.get(key)
    if value is None:
        return (Requirement(key, Operator.DOES_NOT_EXIST),)
    if value in values:
        return (Requirement(key, Operator.IN, frozenset({value})),)
    exists = Requirement(key, Operator.EXISTS)
    return (Requirement(key, Operator.NOT_IN, frozenset(values)), exists) if values else (exists,)


def _plain_last(requirements: Iterable[Requirement]) -> list[Requirement]:
    return sorted(requirements, key=lambda r: r.operator is Operator.IN)


def merged(terms: Iterable[Term]) -> list[Term]:
    """The same pods in fewer terms: `app=a` and `app=b` become `app in (a, b)`."""
    found = list(dict.fromkeys(terms))
    while len(fewer := _merged_once(found)) < len(found):
        found = fewer
    return found


def _merged_once(terms: list[Term]) -> list[Term]:
    """One group of terms that differ in the values of one key becomes one term, at the place of the first."""
    alike: dict[object, list[tuple[Term, Requirement]]] = {}
    for term in terms:
        for rest, requirement in _each_left_out(term):
            alike.setdefault(rest, []).append((term, requirement))
    group = max(alike.values(), key=len, default=[])
    if len(group) < 2:
        return terms
    first, old = group[0]
    new = replace(old, values=frozenset[str]().union(*(r.values for _, r in group)))
    dropped = {term for term, _ in group[1:]}
    return [first.having(old, new) if term == first else term for term in terms if term not in dropped]


def _each_left_out(term: Term) -> Iterator[tuple[object, Requirement]]:
    """Each choice of values, with all else that the term says: where that is equal, the values can come together."""
    namespaces, labels = frozenset(term.pods.namespaces), frozenset(term.pods.labels)
    for requirement in (r for r in term.pods.namespaces if r.operator is Operator.IN):
        yield (term.but, "namespaces", requirement.key, namespaces - {requirement}, labels), requirement
    for requirement in (r for r in term.pods.labels if r.operator is Operator.IN):
        yield (term.but, "labels", requirement.key, namespaces, labels - {requirement}), requirement
