"""A policy's selector that matches no pod: which pods it comes near, and by what.

Policies are written for pods by their labels alone, so, other than for Services (`aim.py`), only the labels tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from k8slint.finding import Edit, Fix, Related
from k8slint.inputs.at import At
from k8slint.inputs.scalar import written
from k8slint.model.crowd import Crowd
from k8slint.model.difference import Difference, differences
from k8slint.model.selector import Operator, Requirement, Selector
from k8slint.model.workload import Workload
from k8slint.near import is_misspelling, letters_apart
from k8slint.record import dataclass

COMMON_VALUES = frozenset({"true", "false", "yes", "no", "enabled", "disabled", "allow", "allowed", "any", ""})
"""Values that say nothing about which label was meant."""


@dataclass(frozen=True)
class Miss:
    """`workloads` have all that the selector asks for but `differences`."""

    workloads: tuple[Workload, ...]
    differences: tuple[Difference, ...]

    @property
    def at(self) -> At:
        """The word to change."""
        return _at(self.differences[0])

    @property
    def related(self) -> tuple[Related, ...]:
        """The labels that come near."""
        return tuple(Related(self._label_at(difference), "the nearest pod") for difference in self.differences)

    @property
    def fix(self) -> Fix:
        """The edit of the selector."""
        edits = tuple(Edit(_at(d).location, written((d.key if d.in_key else d.value) or "")) for d in self.differences)
        return Fix(f"select {', '.join(map(str, self.differences))}", edits)

    def _label_at(self, difference: Difference) -> At:
        labels = self.workloads[0].pod.labels
        return labels.at_key(difference.key) if difference.key else labels.at

    def __str__(self) -> str:
        count = len(self.workloads)
        return f"{count} pod{'s have' if count > 1 else ' has'} {', '.join(map(str, self.differences))}"


def near_miss(selector: Selector, pods: Crowd) -> Miss | None:
    """The pods that were evidently meant: a misspelled value, or a misspelled or wrong key of one label.

    None where no pods come that near, or pods with different labels do.
    """
    return _near_miss(selector, pods.near(selector))


def _near_miss(selector: Selector, workloads: Iterable[Workload]) -> Miss | None:
    groups: dict[tuple[Difference, ...], list[Workload]] = defaultdict(list)
    for workload in workloads:
        found = differences(selector, workload)
        if found and all(_is_near(difference) for difference in found):
            groups[found].append(workload)
    ranked = sorted(groups, key=_distance)
    if not ranked or (len(ranked) > 1 and _distance(ranked[0]) == _distance(ranked[1])):
        return None
    return Miss(tuple(groups[ranked[0]]), ranked[0])


def namesake_miss(selector: Selector, pods: Crowd, name: str) -> Miss | None:
    """The pods of the workload of a certain name, where it has another value for one of the labels.

    None where two values are missed, which is how a selector of other pods looks.
    """
    for workload in pods.named(name):
        found = differences(selector, workload)
        if found and len(found) == 1 and found[0].key and not found[0].ambiguous:
            return Miss((workload,), found)
    return None


def longer_miss(selector: Selector, pods: Crowd) -> Miss | None:
    """Pods whose label is the wanted one with a word more or less (`cart` and `cart-v2`); None where several are."""
    groups: dict[tuple[Difference, ...], list[Workload]] = defaultdict(list)
    for workload in pods.longer(selector):
        found = differences(selector, workload)
        if found and all(d.key and not d.in_key and d.is_variant for d in found):
            groups[found].append(workload)
    return next((Miss(tuple(group), found) for found, group in groups.items()), None) if len(groups) == 1 else None


def stray_values(selector: Selector, pods: Crowd) -> Iterator[Miss]:
    """Each of several values of one condition that no pod has and that is a misspelling of one that pods have."""
    for requirement in selector.requirements:
        if requirement.operator is Operator.IN and len(requirement.values) > 1:
            for value in sorted(requirement.values):
                alone = Requirement(requirement.key, Operator.IN, frozenset((value,)), value_at(requirement, value))
                only = Selector((alone,), selector.at)
                left = (w for w in pods.near(only) if not w.meets(requirement))
                miss = None if pods.meets(alone) else _near_miss(only, left)
                if miss and not miss.differences[0].in_key:
                    yield miss


def value_at(requirement: Requirement, value: str) -> At | None:
    """Where one of the values of a condition is written."""
    if requirement.at is None or requirement.at.path[-2:-1] != ("matchExpressions",):
        return requirement.at
    values = requirement.at / "values"
    found = (values / i for i in range(len(requirement.values) + 1))
    return next((at for at in found if str(at.value) == value), values)


def word_at(requirement: Requirement, wanted: str, key: str) -> At:
    """The word of a condition that must change: its key where another key is meant, else the value."""
    at = requirement.at
    assert at is not None  # the selectors of policies and monitors are read from manifests
    if key == requirement.key:
        return value_at(requirement, wanted) or at
    return at / "key" if at.path[-2:-1] == ("matchExpressions",) else at.key


def _is_near(difference: Difference) -> bool:
    if difference.key is None or difference.value is None or difference.ambiguous:
        return False
    if not difference.in_key:
        return is_misspelling(difference.wanted, difference.value)
    telling = difference.wanted not in COMMON_VALUES and not difference.wanted.isdigit()
    return telling or letters_apart(difference.requirement.key, difference.key) <= 2


def _distance(found: tuple[Difference, ...]) -> int:
    return sum(
        letters_apart(d.requirement.key, d.key or "") if d.in_key else letters_apart(d.wanted, d.value or "")
        for d in found
    )


def _at(difference: Difference) -> At:
    key = difference.key if difference.in_key else None
    return word_at(difference.requirement, difference.wanted, key or difference.requirement.key)
