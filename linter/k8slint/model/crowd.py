"""The workloads of some namespaces, by their labels: which of them come near a selector that matches none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar, overload

from k8slint.model.cluster import Cluster
from k8slint.model.selector import Operator, Requirement, Selector
from k8slint.model.workload import Workload
from k8slint.words import Words

K = TypeVar("K")


class Crowd(Sequence[Workload]):
    """Of the workloads that come near in some way, `near` and `longer` find all, and few others."""

    def __init__(self, workloads: Iterable[Workload]) -> None:
        self.workloads = tuple(workloads)

    def __len__(self) -> int:
        return len(self.workloads)

    @overload
    def __getitem__(self, place: int) -> Workload: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Workload, ...]: ...
    def __getitem__(self, place: int | slice) -> Workload | tuple[Workload, ...]:
        return self.workloads[place]

    def meets(self, requirement: Requirement) -> bool:
        """Whether some pods meet a condition."""
        if requirement.operator is not Operator.IN:
            return any(workload.meets(requirement) for workload in self)
        places = {p for value in requirement.values for p in self._by_label.get((requirement.key, value), ())}
        return any(self[place].meets(requirement) for place in (*places, *self._at_run_time.get(requirement.key, ())))

    def near(self, selector: Selector) -> Iterator[Workload]:
        """Those that have, for each word that a selector asks for, it or a misspelling, or it under another key."""
        return self._having(selector, lambda key, word: (*self._by_value.get(word, ()), *self._misspelt(key, word)))

    def longer(self, selector: Selector) -> Iterator[Workload]:
        """Those that have, for each word that a selector asks for, it or a variant."""
        return self._having(
            selector, lambda key, word: (*self._by_label.get((key, word), ()), *self._variants(key, word))
        )

    def named(self, name: str) -> Iterator[Workload]:
        """Those of a name."""
        return (self[place] for place in self._by_name.get(name, ()))

    def is_wanted(self, selector: Selector) -> bool:
        """Whether the selector of some controller asks for pods that match."""
        found = [self._by_wanted.get(pair, ()) for pair in selector.equalities.items()]
        places = min(found, key=len, default=range(len(self)))
        return any(s and selector.matches(s.equalities) for s in (self[place].selector for place in places))

    def bearers(self, key: str) -> frozenset[str]:
        """The names of those whose pods stay and have a label, whatever its value."""
        if key not in self._bearers:
            found = (w for w in self if not w.is_transient and (key in w.pod.labels or key in w.runtime_labels))
            self._bearers[key] = frozenset(workload.name for workload in found)
        return self._bearers[key]

    def _having(self, selector: Selector, places: Callable[[str, str], Iterable[int]]) -> Iterator[Workload]:
        found = [{*places(key, word), *self._at_run_time.get(key, ())} for key, word in selector.equalities.items()]
        return (self[place] for place in sorted(set.intersection(*found) if found else ()))

    def _misspelt(self, key: str, word: str) -> Iterator[int]:
        values = self._values.get(key)
        return (p for value in (values.misspelt(word) if values else ()) for p in self._by_label[key, value])

    def _variants(self, key: str, word: str) -> Iterator[int]:
        values = self._values.get(key)
        return (p for value in (values.variants(word) if values else ()) for p in self._by_label[key, value])

    @cached_property
    def _by_label(self) -> dict[tuple[str, str], list[int]]:
        return _places((p, label) for p, workload in enumerate(self) for label in workload.pod.labels.items())

    @cached_property
    def _by_value(self) -> dict[str, list[int]]:
        return _places((p, value) for p, workload in enumerate(self) for value in workload.pod.labels.values())

    @cached_property
    def _by_wanted(self) -> dict[tuple[str, str], list[int]]:
        return _places((p, pair) for p, w in enumerate(self) if w.selector for pair in w.selector.equalities.items())

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        return _places((place, workload.name) for place, workload in enumerate(self))

    @cached_property
    def _at_run_time(self) -> dict[str, list[int]]:
        return _places((p, key) for p, workload in enumerate(self) for key in workload.runtime_labels)

    @cached_property
    def _values(self) -> dict[str, Words]:
        values: dict[str, list[str]] = defaultdict(list)
        for key, value in self._by_label:
            values[key].append(value)
        return {key: Words(found) for key, found in values.items()}

    @cached_property
    def _bearers(self) -> dict[str, frozenset[str]]:
        return {}


def crowd(cluster: Cluster, namespaces: tuple[str, ...]) -> Crowd:
    """The workloads of some namespaces."""
    known = cluster.once(_crowds)
    if namespaces not in known:
        known[namespaces] = Crowd(workload for name in namespaces for workload in cluster.workloads_in(name))
    return known[namespaces]


def _crowds(_: Cluster) -> dict[tuple[str, ...], Crowd]:
    return {}


def _places(pairs: Iterable[tuple[int, K]]) -> dict[K, list[int]]:
    found: dict[K, list[int]] = defaultdict(list)
    for place, key in pairs:
        found[key].append(place)
    return dict(found)
