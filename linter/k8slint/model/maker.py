"""Custom resources whose operators make pods and Services that no manifest shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from k8slint.model.meta import Meta
from k8slint.model.selector import Selector
from k8slint.record import dataclass


@dataclass(frozen=True)
class Maker:
    """An object that its operator turns into others.

    `services` are the names that its Services get, with at most one `*`, `labels` the label maps written inside of
    it, `fronts` the Services that it answers for, so that they need no pods of their own, `deploys` the namespaces
    that it fills with objects nobody can know from here (a Helm release, a GitOps application).
    """

    meta: Meta
    services: tuple[str, ...] = ()
    labels: tuple[Mapping[str, str], ...] = field(default=(), compare=False)
    fronts: frozenset[str] = frozenset()
    deploys: frozenset[str] = frozenset()

    def makes_service(self, name: str) -> bool:
        """Whether one of its Services may have that name."""
        return any(_fits(name, pattern) for pattern in self.services)

    def makes_pods(self, selector: Selector) -> bool:
        """Whether its pods may match: the selector names the object or its API group, or repeats its labels."""
        pairs = selector.equalities
        return any(self._names(key, value) for key, value in pairs.items()) or any(
            selector.matches(labels) for labels in (self.meta.labels, *self.labels) if labels
        )

    def _names(self, key: str, value: str) -> bool:
        domain = key.rpartition("/")[0]
        return value == self.meta.name or value.startswith(f"{self.meta.name}-") or domain == self.meta.group

    def __str__(self) -> str:
        return f"{self.meta.kind} {self.meta.name}"


def _fits(name: str, pattern: str) -> bool:
    start, star, end = pattern.partition("*")
    return name.startswith(start) and name.endswith(end) if star else name == pattern
