"""Where a selector and the labels of some pods part."""

from __future__ import annotations

from k8slint.model.selector import Requirement, Selector
from k8slint.model.workload import Workload
from k8slint.near import is_slip, is_variant, letters_apart, nearest
from k8slint.record import dataclass


@dataclass(frozen=True)
class Difference:
    """A requirement that pods do not meet, and the label of theirs that it may have been meant for.

    The label has the same key and another value, or another key and the same value; `key` is None where the pods have
    nothing of the kind, `ambiguous` where several keys have the value.
    """

    requirement: Requirement
    wanted: str
    key: str | None
    value: str | None
    ambiguous: bool = False

    @property
    def in_key(self) -> bool:
        """Whether the value is there under another key."""
        return self.key is not None and self.key != self.requirement.key

    @property
    def is_slip(self) -> bool:
        """Whether a letter makes the difference. A key is known by its value, so that its letters may be few."""
        if self.key is None or self.value is None:
            return False
        return letters_apart(self.requirement.key, self.key) == 1 if self.in_key else is_slip(self.wanted, self.value)

    @property
    def is_variant(self) -> bool:
        """Whether the words are alike in a wider sense, or the value stands under another key."""
        return self.in_key or (self.value is not None and is_variant(self.wanted, self.value))

    def __str__(self) -> str:
        return f"{self.key}={self.value}" if self.key else f"no label {self.requirement.key}"


def differences(selector: Selector, workload: Workload) -> tuple[Difference, ...] | None:
    """One for each requirement that a workload's pods do not meet; None where one of those is no plain equality."""
    unmet = [requirement for requirement in selector.requirements if not workload.meets(requirement)]
    wanted = selector.equalities
    if any(requirement.key not in wanted for requirement in unmet):
        return None
    return tuple(_difference(requirement, wanted[requirement.key], selector, workload) for requirement in unmet)


def _difference(requirement: Requirement, wanted: str, selector: Selector, workload: Workload) -> Difference:
    key, labels = requirement.key, workload.pod.labels
    if values := workload.runtime_labels.get(key):
        return Difference(requirement, wanted, key, nearest(wanted, values) or values[0])
    if key in labels:
        return Difference(requirement, wanted, key, labels[key])
    others = [other for other, value in labels.items() if value == wanted and other not in selector.equalities]
    if not others:
        return Difference(requirement, wanted, None, None)
    best = min(others, key=lambda other: letters_apart(key, other))
    return Difference(requirement, wanted, best, wanted, len(others) > 1 and letters_apart(key, best) > 1)
