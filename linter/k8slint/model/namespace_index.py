"""The namespaces of the input by their labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from k8slint.model.cluster import Cluster
from k8slint.model.namespace import NAME_LABEL, Namespace
from k8slint.model.selector import Operator, Selector
from k8slint.model.workload import Workload
from k8slint.record import dataclass
from k8slint.words import Words

Label = tuple[str, str]

STANDARD = ("default", "kube-system", "kube-public", "kube-node-lease")
"""Namespaces of every cluster, without labels of their own. (Kubernetes documentation, "Initial namespaces")"""


@dataclass(frozen=True, eq=False)
class NamespaceIndex:
    """`known` are those that the input declares or uses; only the labels of declared ones are known."""

    known: Mapping[str, Mapping[str, str]]
    declared: Sequence[Namespace]
    workloads: Sequence[Workload]

    @classmethod
    def of(cls, cluster: Cluster) -> NamespaceIndex:
        """The namespaces of a cluster."""
        return cls(cluster.known_namespaces, cluster.namespaces, cluster.workloads)

    def matching(self, selector: Selector) -> list[str]:
        """The known namespaces that match, in the order of the input."""
        listed = (r for r in selector.requirements if r.operator is Operator.IN)
        found = (sorted({p for v in r.values for p in self._places.get((r.key, v), ())}) for r in listed)
        places = min(found, key=len, default=range(len(self._names)))
        return [name for name in map(self._names.__getitem__, places) if selector.matches(self.known[name])]

    def has(self, key: str, value: str) -> bool:
        """Whether a known namespace has a label."""
        return (key, value) in self._places

    def holder(self, key: str, value: str) -> str | None:
        """The first declared namespace that has a label."""
        return self._holders.get((key, value))

    def keys(self, value: str) -> set[str]:
        """The keys under which declared namespaces have a value."""
        return {key for key in self._keys if (key, value) in self._holders}

    def named(self, name: str | None) -> Namespace | None:
        """The first definition of a declared namespace."""
        return self._declared.get(name)

    def values(self, key: str) -> Words | None:
        """The values that a label has; of the one with the name, names of every cluster too."""
        return self._values.get(key)

    def bearer(self, key: str, value: str) -> Workload | None:
        """The first workload whose pods have a label."""
        return self._bearers.get((key, value))

    @cached_property
    def _names(self) -> list[str]:
        return list(self.known)

    @cached_property
    def _places(self) -> Mapping[Label, list[int]]:
        places: dict[Label, list[int]] = defaultdict(list)
        for place, labels in enumerate(self.known.values()):
            for label in labels.items():
                places[label].append(place)
        return dict(places)

    @cached_property
    def _holders(self) -> Mapping[Label, str]:
        return {label: each.name for each in reversed(self.declared) for label in each.labels.items()}

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(key for key, _ in self._holders)

    @cached_property
    def _declared(self) -> Mapping[str | None, Namespace]:
        return {each.name: each for each in reversed(self.declared)}

    @cached_property
    def _values(self) -> Mapping[str, Words]:
        values: dict[str, list[str]] = defaultdict(list)
        for key, value in self._holders:
            values[key].append(value)
        values[NAME_LABEL] = list({*self.known, *STANDARD})
        return {key: Words(found) for key, found in values.items()}

    @cached_property
    def _bearers(self) -> Mapping[Label, Workload]:
        return {label: each for each in reversed(self.workloads) for label in each.pod.labels.items()}
