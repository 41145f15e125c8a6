"""What the input shows of the pods that a selector without any speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from k8slint.inputs.at import At
from k8slint.model.selector import Selector
from k8slint.model.workload import Workload

MANY = 3
"""How many workloads with a label show that the input holds the application, not one service of it."""


class Shown(IntEnum):
    """How much the input shows of what a selector without pods speaks of."""

    NOTHING = 0
    """No pod has such a label: it may mean what the input does not hold."""
    SOME = 1
    """Few pods have the label, so that the input may be one service of the application."""
    MUCH = 2
    """Many have it, or pods meet the rest of the selector: the application is here, and these pods are not."""


def shown(selector: Selector, workloads: Iterable[Workload]) -> Shown:
    """How much it is for the part of a selector that no pod meets."""
    unmet = lacking(selector, pods := tuple(workloads))
    known = _bearers(unmet, pods)
    if not known:
        return Shown.NOTHING
    return Shown.MUCH if known >= MANY or len(unmet.requirements) < len(selector.requirements) else Shown.SOME


def _bearers(selector: Selector, workloads: Iterable[Workload]) -> int:
    """How many workloads have the label that a selector asks for, whatever its value; of several, the rarest."""
    names = {key: set[str]() for key in (r.key for r in selector.requirements)}
    for workload in workloads:
        for key in names:
            if not workload.is_transient and (key in workload.pod.labels or key in workload.runtime_labels):
                names[key].add(workload.name)
    return min((len(found) for found in names.values()), default=0)


def lacking(selector: Selector, workloads: Iterable[Workload]) -> Selector:
    """The part of the selector that no pod meets; all of it where only the parts together are too much."""
    pods = tuple(workloads)
    unmet = tuple(r for r in selector.requirements if not any(w.meets(r) for w in pods))
    return Selector(unmet, selector.at) if unmet else selector


def place(selector: Selector) -> At:
    """The condition that must change where there is one only, else the whole selector."""
    first = selector.requirements[0].at if len(selector.requirements) == 1 else None
    return first or selector.at
