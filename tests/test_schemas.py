"""The schemas themselves: valid JSON Schema, made only of what the gate and the messages know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from k8slint.validity.bound import BOUNDS
from k8slint.validity.form import FORMS
from k8slint.validity.gate import KEYWORDS
from k8slint.validity.kinds import RELATIONS, SCHEMAS, relation_of
from k8slint.validity.message import sentences
from k8slint.validity.schema import load, resolve

SHARED = {"common.json", "gateway-common.json"}
FILES = sorted(set(SCHEMAS.values()) | SHARED)
SILENT = {"$schema", "$ref", "$defs", "title", "description", "properties", "items", "propertyNames"}


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema within a schema, itself first."""
    if isinstance(schema, dict):
        yield schema
        for keyword in ("items", "additionalProperties", "propertyNames"):
            yield from parts(schema.get(keyword))
        for keyword in ("properties", "$defs"):
            for part in schema.get(keyword, {}).values():
                yield from parts(part)
        for keyword in ("anyOf", "oneOf"):
            for part in schema.get(keyword, ()):
                yield from parts(part)


PARTS = [(file, part) for file in FILES for part in parts(load(file))]


@pytest.mark.parametrize("file", FILES)
def test_is_a_schema_with_a_title(file: str) -> None:
    Draft202012Validator.check_schema(load(file))
    assert load(file)["title"]


def test_the_gate_knows_every_keyword() -> None:
    assert {keyword for _, part in PARTS for keyword in part} == {*KEYWORDS, *BOUNDS}


def test_every_keyword_that_can_fail_has_a_sentence() -> None:
    used = {keyword for _, part in PARTS for keyword in part if not keyword.startswith("x-")}
    assert used - SILENT == sentences()


def test_references_resolve_within_the_package() -> None:
    for file, part in PARTS:
        if "$ref" in part:
            assert isinstance(resolve(part["$ref"], file)[0], dict)


def test_forms_are_described_as_a_message_needs_it() -> None:
    for file, part in PARTS:
        if "pattern" in part or "format" in part:
            assert part["description"].startswith(("a ", "an ", "the ")), (file, part)
            assert part.get("format", "cidr") in FORMS


def test_choices_are_between_fields() -> None:
    for file, part in PARTS:
        for choice in (*part.get("anyOf", ()), *part.get("oneOf", ())):
            assert set(choice) == {"required"}
            base = resolve(part["$ref"], file)[0] if "$ref" in part else part
            assert set(choice["required"]) <= set(base["properties"])


def test_closed_objects_say_which_fields_they_have() -> None:
    for file, part in PARTS:
        if part.get("additionalProperties") is False:
            assert part["properties"], file
            assert set(part.get("required", ())) <= set(part["properties"])
            assert not set(part.get("x-hints", ())) & set(part["properties"])


@pytest.mark.parametrize("file", sorted(RELATIONS))
def test_relations_exist_and_belong_to_schemas(file: str) -> None:
    assert file in SCHEMAS.values()
    assert callable(relation_of(file))
