"""Services that a selector of Services' own labels was evidently meant for, and misses by letters of one label."""

from __future__ import annotations

from collections.abc import Iterable

from k8slint.finding import Fix, Related
from k8slint.inputs.at import At
from k8slint.inputs.scalar import written
from k8slint.model.selection import word_at
from k8slint.model.selector import Requirement, Selector
from k8slint.model.service import Service
from k8slint.near import is_misspelling, letters_apart
from k8slint.record import dataclass


@dataclass(frozen=True)
class LabelMiss:
    """`services` have all that the selector asks for but `requirement`; instead they have the label `key=value`."""

    services: tuple[Service, ...]
    requirement: Requirement
    key: str
    value: str

    @property
    def at(self) -> At:
        """The word to change."""
        return word_at(self.requirement, next(iter(self.requirement.values)), self.key)

    @property
    def related(self) -> tuple[Related, ...]:
        """The label that comes near."""
        return (Related(self.services[0].meta.labels.at_key(self.key), "the nearest label"),)

    @property
    def fix(self) -> Fix:
        """The edit of the selector."""
        word = self.value if self.key == self.requirement.key else self.key
        return Fix.replace(self.at, written(word), f"select {self.key}={self.value}")

    def __str__(self) -> str:
        count = len(self.services)
        who = f"{count} Services have" if count > 1 else f"Service {self.services[0].name} has"
        return f"{who} {self.key}={self.value}"


def label_miss(selector: Selector, services: Iterable[Service]) -> LabelMiss | None:
    """None where no Service comes that near, or Services with different labels do."""
    groups: dict[tuple[Requirement, str, str], list[Service]] = {}
    for service in services:
        unmet = [requirement for requirement in selector.requirements if not requirement.matches(service.meta.labels)]
        wanted = selector.equalities.get(unmet[0].key) if len(unmet) == 1 else None
        if wanted is not None and (label := _near(unmet[0].key, wanted, service)):
            groups.setdefault((unmet[0], *label), []).append(service)
    if len(groups) != 1:
        return None
    ((requirement, key, value), found), *_ = groups.items()
    return LabelMiss(tuple(found), requirement, key, value)


def unmet_by(selector: Selector, services: Iterable[Service]) -> Selector:
    """The part of a selector that no Service meets; all of it where only the parts together are too much."""
    labels = [service.meta.labels for service in services]
    unmet = tuple(r for r in selector.requirements if not any(r.matches(each) for each in labels))
    return Selector(unmet, selector.at) if unmet else selector


def _near(key: str, wanted: str, service: Service) -> tuple[str, str] | None:
    """The label of which the wanted one is a misspelling, in its value or its key."""
    labels = service.meta.labels
    if key in labels:
        return (key, labels[key]) if is_misspelling(wanted, labels[key]) else None
    others = [other for other, value in labels.items() if value == wanted and letters_apart(key, other) <= 2]
    return (others[0], wanted) if len(others) == 1 else None
