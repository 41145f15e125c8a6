"""`exposure` in `k8slint reach --exposure --format json`; selectors as the Kubernetes API has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from k8slint.model.network_policy import Direction
from k8slint.model.selector import Requirement
from k8slint.reach.answer import Answer, Never
from k8slint.reach.clause import ALL_TRAFFIC, PortName, Span, Traffic
from k8slint.reach.exposure import Exposure, Opening
from k8slint.reach.term import Term
from k8slint.reach.who import Pods
from k8slint.reach.witness import Witness
from k8slint.report.exposure_words import term_words
from k8slint.report.reach_json import allowed_json, end_text


def exposure_json(exposure: Exposure) -> dict[str, Any]:
    """One workload in one direction."""
    return {
        "endpoint": exposure.endpoint.id,
        "direction": str(exposure.direction),
        "protected": exposure.protected,
        "openings": [_opening(exposure, opening) for opening in exposure.openings],
    }


def _opening(exposure: Exposure, opening: Opening) -> dict[str, Any]:
    witnesses = zip(opening.terms, opening.witnesses, strict=True)
    return {
        "allowed": _allowed(opening.traffic),
        "all": opening.traffic == ALL_TRAFFIC,
        "pods": [{**_term(term), "witness": _witness(exposure, answer)} for term, answer in witnesses],
        "addresses": end_text(opening.networks),
        "complete": isinstance(opening.rest, Never),
        "rest": _witness(exposure, opening.rest),
    }


def _allowed(traffic: Traffic) -> list[dict[str, str]]:
    named = [{"protocol": str(t.protocol), "name": t.name} for t in traffic if isinstance(t, PortName)]
    return [*allowed_json(tuple(t for t in traffic if isinstance(t, Span))), *named]


def _term(term: Term) -> dict[str, Any]:
    return {"text": term_words(term), **_pods(term.pods), "except": [_pods(pods) for pods in term.but]}


def _pods(pods: Pods) -> dict[str, Any]:
    return {"namespaceSelector": _selector(pods.namespaces), "podSelector": _selector(pods.labels)}


def _selector(requirements: Iterable[Requirement]) -> dict[str, Any]:
    return {"matchExpressions": [_expression(requirement) for requirement in requirements]} if requirements else {}


def _expression(requirement: Requirement) -> dict[str, Any]:
    values = {"values": sorted(requirement.values)} if requirement.values else {}
    return {"key": requirement.key, "operator": str(requirement.operator), **values}


def _witness(exposure: Exposure, answer: Answer) -> dict[str, Any] | None:
    if not isinstance(answer, Witness):
        return None
    inward = exposure.direction is Direction.INGRESS
    return answer.as_dict(**{"destination" if inward else "source": exposure.endpoint.id})
