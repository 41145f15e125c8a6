"""Requirements of one selector that no set of labels can meet together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from k8slint.model.namespace import NAME_LABEL
from k8slint.model.selector import Operator, Requirement, Selector


def contradictions(selector: Selector, *, of_namespaces: bool = False) -> Iterator[tuple[Requirement, ...]]:
    """For each key the fewest requirements that exclude each other. Keys do not depend on one another.

    Every namespace has the label with its name. (API reference: automatic labelling)
    """
    by_key: dict[str, list[Requirement]] = {}
    for requirement in selector.requirements:
        by_key.setdefault(requirement.key, []).append(requirement)
    for key, requirements in by_key.items():
        if found := _fewest(requirements, named=of_namespaces and key == NAME_LABEL):
            yield found


def _fewest(requirements: list[Requirement], named: bool) -> tuple[Requirement, ...] | None:
    """One, two, or all of them."""
    if _possible(requirements, named):
        return None
    few = (some for number in (1, 2) for some in combinations(requirements, number) if not _possible(some, named))
    return next(few, tuple(requirements))


def _possible(requirements: Iterable[Requirement], named: bool) -> bool:
    """Whether some value, or absence, meets all of them. One more value stands for all that nobody mentions."""
    requirements = tuple(requirements)
    key = requirements[0].key
    mentioned = frozenset[str]().union(*(r.values for r in requirements))
    present = ({key: value} for value in (*mentioned, "".join(mentioned) + "?"))
    absent: tuple[dict[str, str], ...] = () if named else ({},)
    return any(all(r.matches(labels) for r in requirements) for labels in (*present, *absent))


def names_values(requirement: Requirement) -> bool:
    """Whether it has the values that its operator needs; without them the API refuses it."""
    return bool(requirement.values) or requirement.operator in (Operator.EXISTS, Operator.DOES_NOT_EXIST)
