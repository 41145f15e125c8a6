"""Label selectors. (API reference: LabelSelector; Service `spec.selector` is the same with equalities only)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from k8slint.inputs.at import At
from k8slint.pattern import regex
from k8slint.record import dataclass

_LABEL_VALUE = regex(r"([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?")


class Operator(StrEnum):
    """The operators of `matchExpressions`."""

    IN = "In"
    NOT_IN = "NotIn"
    EXISTS = "Exists"
    DOES_NOT_EXIST = "DoesNotExist"


@dataclass(frozen=True)
class Requirement:
    """One condition on one key. `NotIn` and `DoesNotExist` hold where the key is absent."""

    key: str
    operator: Operator
    values: frozenset[str] = frozenset()
    at: At | None = field(default=None, compare=False)

    def matches(self, labels: Mapping[str, str]) -> bool:
        """Whether labels meet the condition."""
        value = labels.get(self.key)
        match self.operator:
            case Operator.IN:
                return value is not None and value in self.values
            case Operator.NOT_IN:
                return value is None or value not in self.values
            case Operator.EXISTS:
                return value is not None
            case Operator.DOES_NOT_EXIST:
                return value is None

    def __str__(self) -> str:
        values = ", ".join(sorted(self.values))
        match self.operator:
            case Operator.IN:
                return f"{self.key}={values}" if len(self.values) == 1 else f"{self.key} in ({values})"
            case Operator.NOT_IN:
                return f"{self.key}!={values}" if len(self.values) == 1 else f"{self.key} not in ({values})"
            case Operator.EXISTS:
                return f"{self.key}"
            case Operator.DOES_NOT_EXIST:
                return f"!{self.key}"


@dataclass(frozen=True)
class Selector:
    """All requirements together; without any it matches everything."""

    requirements: tuple[Requirement, ...]
    at: At = field(compare=False)

    def matches(self, labels: Mapping[str, str]) -> bool:
        """Whether labels meet every requirement."""
        return all(requirement.matches(labels) for requirement in self.requirements)

    @property
    def is_empty(self) -> bool:
        """Whether it matches everything."""
        return not self.requirements

    @property
    def is_literal(self) -> bool:
        """Whether its values could be labels: no placeholder that a later tool fills in. (API reference: labels)"""
        return all(_LABEL_VALUE.fullmatch(value) for r in self.requirements for value in r.values)

    @property
    def equalities(self) -> dict[str, str]:
        """The keys that must have one certain value."""
        return {
            requirement.key: next(iter(requirement.values))
            for requirement in self.requirements
            if requirement.operator is Operator.IN and len(requirement.values) == 1
        }

    def __str__(self) -> str:
        return ", ".join(str(requirement) for requirement in self.requirements) or "everything"
