"""Selectors against a plain reference that reads the manifest sentence by sentence as the API reference has it."""

from __future__ import annotations

import itertools
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from k8slint.config import Config
from k8slint.inputs.read import read_text
from k8slint.model.workload import Workload
from k8slint.parse.cluster import parse_cluster

KEYS = st.sampled_from(["app", "tier", "statefulset.kubernetes.io/pod-name"])
VALUES = st.sampled_from(["", "a", "b", "cart-0", "cart-1", "cart-2"])
LABELS = st.dictionaries(KEYS, VALUES, max_size=3)
EXPRESSIONS = st.one_of(
    st.fixed_dictionaries(
        {"key": KEYS, "operator": st.sampled_from(["In", "NotIn"]), "values": st.lists(VALUES, min_size=1, max_size=3)}
    ),
    st.fixed_dictionaries({"key": KEYS, "operator": st.sampled_from(["Exists", "DoesNotExist"])}),
)
SELECTORS = st.fixed_dictionaries(
    {}, optional={"matchLabels": st.none() | LABELS, "matchExpressions": st.lists(EXPRESSIONS, max_size=3)}
)


def workload(kind: str, selector: Any, labels: dict[str, str]) -> Workload:
    """A workload named cart with two replicas, read from a manifest."""
    spec = {"replicas": 2, "selector": selector, "template": {"metadata": {"labels": labels}, "spec": {}}}
    manifest = {"apiVersion": "apps/v1", "kind": kind, "metadata": {"name": "cart"}, "spec": spec}
    return parse_cluster(read_text("cart.yaml", json.dumps(manifest)), Config()).workloads[0]


def reference(selector: dict[str, Any], labels: dict[str, str]) -> bool:
    """All of matchLabels and all of matchExpressions; a null or absent part asks for nothing."""
    equal = all(key in labels and labels[key] == value for key, value in (selector.get("matchLabels") or {}).items())
    return equal and all(_holds(expression, labels) for expression in selector.get("matchExpressions") or [])


def _holds(expression: dict[str, Any], labels: dict[str, str]) -> bool:
    present, value = expression["key"] in labels, labels.get(expression["key"])
    return {
        "In": present and value in expression.get("values", []),
        "NotIn": not present or value not in expression.get("values", []),
        "Exists": present,
        "DoesNotExist": not present,
    }[str(expression["operator"])]


@given(SELECTORS, LABELS)
def test_matches_as_the_reference_does(selector: dict[str, Any], labels: dict[str, str]) -> None:
    found = workload("Deployment", selector, {}).selector
    assert found is not None
    assert found.matches(labels) == reference(selector, labels)


@given(SELECTORS, LABELS)
def test_a_workload_without_such_labels_at_run_time_matches_like_its_template(
    selector: dict[str, Any], labels: dict[str, str]
) -> None:
    cart = workload("Deployment", selector, labels)
    assert cart.selector is not None
    assert cart.matches(cart.selector) == reference(selector, labels)


@given(SELECTORS, LABELS)
def test_a_workload_matches_where_one_of_its_pods_does(selector: dict[str, Any], labels: dict[str, str]) -> None:
    cart = workload("StatefulSet", selector, labels)
    assert cart.selector is not None
    names = ({"statefulset.kubernetes.io/pod-name": f"cart-{ordinal}"} for ordinal in range(2))
    if any(reference(selector, {**labels, **name}) for name in names):
        assert cart.matches(cart.selector)


@given(SELECTORS)
def test_equalities_are_what_every_match_has(selector: dict[str, Any]) -> None:
    found = workload("Deployment", selector, {}).selector
    assert found is not None
    keys, values = ["app", "tier", "statefulset.kubernetes.io/pod-name"], ["", "a", "b"]
    for chosen in itertools.product(values, repeat=len(keys)):
        labels = dict(zip(keys, chosen, strict=True))
        if found.matches(labels):
            assert found.equalities.items() <= labels.items()


def test_an_empty_selector_matches_everything() -> None:
    found = workload("Deployment", {}, {}).selector
    assert found is not None
    assert found.is_empty
    assert found.matches({})
    assert str(found) == "everything"
