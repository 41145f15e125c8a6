"""What the input shows of the pods that a selector without any speaks of."""

from __future__ import annotations

from enum import IntEnum

from k8slint.inputs.at import At
from k8slint.model.crowd import Crowd
from k8slint.model.selector import Selector

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


def shown(selector: Selector, pods: Crowd) -> Shown:
    """How much it is for the part of a selector that no pod meets."""
    unmet = lacking(selector, pods)
    known = _bearers(unmet, pods)
    if not known:
        return Shown.NOTHING
    return Shown.MUCH if known >= MANY or len(unmet.requirements) < len(selector.requirements) else Shown.SOME


def _bearers(selector: Selector, pods: Crowd) -> int:
    """How many workloads have the label that a selector asks for, whatever its value; of several, the rarest."""
    return min((len(pods.bearers(requirement.key)) for requirement in selector.requirements), default=0)


def lacking(selector: Selector, pods: Crowd) -> Selector:
    """The part of the selector that no pod meets; all of it where only the parts together are too much."""
    unmet = tuple(requirement for requirement in selector.requirements if not pods.meets(requirement))
    return Selector(unmet, selector.at) if unmet else selector


def place(selector: Selector) -> At:
    """The condition that must change where there is one only, else the whole selector."""
    first = selector.requirements[0].at if len(selector.requirements) == 1 else None
    return first or selector.at
