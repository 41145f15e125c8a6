"""Values for property tests: made from the schemas, and the objects of the fixtures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from k8slint.inputs.read import read
from k8slint.validity.kinds import schema_of
from k8slint.validity.schema import Schema, resolve
from tests.fixture import FIXTURES

WORDS = re.findall(
    r"\S+",
    """
web Web web-1 TCP http tcp HTTP 80 8080 10.0.0.0/8 10.0.0.1 127.0.0.1 010.0.0.1 ::1 fe80::%eth0
1::/129 0.0.0.0/0 None In Exists Prefix /cart cart *.shop.example shop.example a..b -a a_b app/x
app/y/z 1m30s Ingress IPv4 ClusterIP Local PathPrefix
    """,
)
TEXTS = st.sampled_from([*WORDS, "", " ", "a" * 64, "a" * 300, "a\n", "ö", " 10.0.0.0/8 "])
NUMBERS = st.sampled_from([-1, 0, 1, 80, 302, 1000, 65535, 65536, 80.0, 1.5, 1e300, True, False])
JUNK = st.one_of(st.none(), TEXTS, NUMBERS, st.just([]), st.just({}), st.just([None]), st.just({"x": {"y": [1]}}))
OBJECTS = [(file, document.root) for document in read([str(FIXTURES)]).documents if (file := schema_of(document))]


def values(schema: Schema, file: str) -> SearchStrategy[Any]:
    """Values that often fit a schema; one in ten is anything."""
    proper = st.deferred(lambda: _proper(schema, file))
    return st.integers(0, 9).flatmap(lambda roll: JUNK if roll == 0 else proper)


def _proper(schema: Schema, file: str) -> SearchStrategy[Any]:
    if isinstance(schema, bool):
        return JUNK
    if "$ref" in schema:
        return _proper(*resolve(schema["$ref"], file))
    if "enum" in schema:
        return st.one_of(st.sampled_from(schema["enum"]), TEXTS)
    kinds = schema.get("type", "object")
    return st.one_of([_TYPED[kind](schema, file) for kind in ([kinds] if isinstance(kinds, str) else kinds)])


def _object(schema: Schema, file: str) -> SearchStrategy[Any]:
    known = {name: values(part, file) for name, part in schema.get("properties", {}).items()}
    needed = {name: known.pop(name) for name in schema.get("required", ()) if name in known}
    other = values(schema.get("additionalProperties") or True, file)
    unknown = st.dictionaries(TEXTS, other, max_size=1)
    some = st.lists(st.sampled_from(sorted(known)), max_size=3, unique=True) if known else st.just([])
    chosen = some.flatmap(lambda names: st.fixed_dictionaries({name: known[name] for name in names}))
    return st.builds(lambda a, b, c: {**a, **b, **c}, st.fixed_dictionaries(needed), chosen, unknown)


def _array(schema: Schema, file: str) -> SearchStrategy[Any]:
    return st.lists(values(schema.get("items", True), file), max_size=3)


_TYPED: dict[str, Any] = {
    "object": _object,
    "array": _array,
    "string": lambda schema, file: TEXTS,
    "integer": lambda schema, file: NUMBERS,
    "boolean": lambda schema, file: st.booleans(),
}


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each container within a value with each of its keys or indices."""
    steps = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    for step, item in steps:
        yield value, step
        yield from places(item)
