"""Does a value fit its schema, yes or no?

jsonschema takes as long to import as everything else together, and nearly every object fits: so each schema is
compiled to a closure that only answers, and jsonschema names the errors of the objects that do not. It knows the
keywords in KEYWORDS and BOUNDS and no others. A null is an absent field, and an empty map where it is an item of a
list, as the API server's decoder has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from k8slint.validity.bound import BOUNDS, Fits, present
from k8slint.validity.schema import Schema, resolve


@cache
def gate(reference: str, file: str = "") -> Fits:
    """The closure for a file of schemas, or for what a `$ref` in a file names."""
    return _compile(*resolve(reference, file))


def _compile(schema: Schema, file: str) -> Fits:
    if isinstance(schema, bool):
        return _anything if schema else _nothing
    built = ((BOUNDS[key](schema) if key in BOUNDS else KEYWORDS[key](schema, file)) for key in schema)
    tests = [test for test in built if test is not _anything]
    if len(tests) < 2:
        return tests[0] if tests else _anything
    return _all(tests)


def _all(tests: list[Fits]) -> Fits:
    """Loops here are written out: they run for every value of every object."""

    def fits(value: Any) -> bool:
        for test in tests:  # noqa: SIM110
            if not test(value):
                return False
        return True

    return fits


def _anything(_: Any) -> bool:
    return True


def _nothing(_: Any) -> bool:
    return False


def _annotation(_: Schema, __: str) -> Fits:
    return _anything


def _ref(schema: Schema, file: str) -> Fits:
    """Compiled when first asked: most objects use few of the parts."""
    reference, compiled = schema["$ref"], list[Fits]()

    def fits(value: Any) -> bool:
        if not compiled:
            compiled.append(gate(reference, file))
        return compiled[0](value)

    return fits


def _properties(schema: Schema, file: str) -> Fits:
    known = {name: test for name, part in schema["properties"].items() if (test := _compile(part, file)) != _anything}

    def fits(value: Any) -> bool:
        if isinstance(value, dict):
            for name, member in value.items():
                if name in known and member is not None and not known[name](member):
                    return False
        return True

    return fits


def _additional(schema: Schema, file: str) -> Fits:
    known = frozenset(schema.get("properties", ()))
    other = _compile(schema["additionalProperties"], file)

    def fits(value: Any) -> bool:
        if isinstance(value, dict):
            for name, member in value.items():
                if name not in known and member is not None and not other(member):
                    return False
        return True

    return fits


def _property_names(schema: Schema, file: str) -> Fits:
    test = _compile(schema["propertyNames"], file)
    return lambda value: not isinstance(value, dict) or all(test(name) for name in present(value))


def _items(schema: Schema, file: str) -> Fits:
    test = _compile(schema["items"], file)

    def fits(value: Any) -> bool:
        if isinstance(value, list):
            for item in value:
                if not test({} if item is None else item):
                    return False
        return True

    return fits


def _alternatives(keyword: str, enough: Callable[[Iterable[bool]], bool]) -> Callable[[Schema, str], Fits]:
    def build(schema: Schema, file: str) -> Fits:
        tests = [_compile(part, file) for part in schema[keyword]]
        return lambda value: enough(test(value) for test in tests)

    return build


KEYWORDS: Mapping[str, Callable[[Schema, str], Fits]] = {
    **dict.fromkeys(("$schema", "$defs", "title", "description", "x-hint", "x-hints"), _annotation),
    **dict.fromkeys(("x-needed", "x-widens"), _annotation),
    "$ref": _ref,
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _property_names,
    "items": _items,
    "anyOf": _alternatives("anyOf", any),
    "oneOf": _alternatives("oneOf", lambda answers: sum(answers) == 1),
}
"""The keywords that look into a value, and annotations, which say nothing about it."""
