"""`k8slint explain --format json`, and the `query` of `reach`. (contract: `reach`)"""

from __future__ import annotations

from typing import Any

from k8slint.reach.explain import Explanation, Side, Step
from k8slint.report.explain_text import end_name
from k8slint.report.json import location_json


def query_json(explanation: Explanation) -> dict[str, Any]:
    """The question, its answer, and the rules that settled it."""
    steps = [step for side in explanation.sides for step in side.steps if step.decisive]
    return {**_question(explanation), "because": [_because(step) for step in steps]}


def explanation_json(explanation: Explanation) -> dict[str, Any]:
    """The whole explanation, with what did not match."""
    return {"version": 1, **_question(explanation), "sides": [_side(side) for side in explanation.sides]}


def _question(explanation: Explanation) -> dict[str, Any]:
    return {
        "source": end_name(explanation.source),
        "destination": end_name(explanation.destination),
        "protocol": str(explanation.protocol),
        "port": explanation.port,
        "allowed": explanation.allowed,
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "direction": str(side.direction),
        "allowed": side.allowed,
        "reason": side.reason,
        "isolated_by": sorted({str(isolation.policy.ref) for isolation in side.isolations}),
        "steps": [{**_because(step), "decisive": step.decisive, "missed": _missed(step)} for step in side.steps],
    }


def _because(step: Step) -> dict[str, Any]:
    clause = step.clause
    return {
        "policy": str(clause.policy.ref),
        "direction": str(clause.direction),
        "rule": clause.index,
        "effect": str(clause.effect),
        "location": location_json(clause.at.location),
    }


def _missed(step: Step) -> str | None:
    return str(step.missed) if step.missed else None
