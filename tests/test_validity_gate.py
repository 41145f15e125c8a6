"""The gate answers as jsonschema does, for values made from the schemas and for real objects with one thing changed."""

from __future__ import annotations

import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from k8slint.validity.error import errors
from k8slint.validity.gate import gate
from k8slint.validity.kinds import SCHEMAS
from k8slint.validity.schema import load, resolve
from tests.made import JUNK, OBJECTS, places, values


@pytest.mark.parametrize("file", sorted(set(SCHEMAS.values())))
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_gate_agrees_on_made_values(file: str, data: st.DataObject) -> None:
    value = data.draw(values(load(file), file))
    assert gate(file)(value) == (not errors(file, value))


@settings(max_examples=300)
@given(data=st.data())
def test_gate_agrees_on_changed_objects(data: st.DataObject) -> None:
    file, root = data.draw(st.sampled_from(OBJECTS))
    value = copy.deepcopy(root)
    container, step = data.draw(st.sampled_from(list(places(value))))
    container[step] = data.draw(JUNK)
    assert gate(file)(value) == (not errors(file, value))


def test_a_null_is_an_absent_field() -> None:
    service = {"metadata": {"name": "web", "labels": None}, "spec": {"ports": [{"port": 80, "name": None}]}}
    assert gate("service.json")(service)
    assert not gate("service.json")({"metadata": None, "spec": {}})


def test_nothing_is_fetched() -> None:
    """A reference that leads out of the package is an error of ours, not a request."""
    with pytest.raises(OSError):
        resolve("https://example.com/schema.json#/a", "service.json")
