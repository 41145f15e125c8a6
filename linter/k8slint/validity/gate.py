"""Does a value fit its schema, yes or no?

jsonschema takes as long to import as everything else together, and nearly every object fits: so each schema is
compiled to a closure that only answers, and jsonschema names the errors of the objects that do not. Knows the keywords
in KEYWORDS and no others. A null is an absent field, and an empty map where it is an item of a list, as the API
server's decoder has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeAlias

from k8slint.validity.form import FORMS
from k8slint.validity.schema import Schema, resolve

Fits: TypeAlias = Callable[[Any], bool]


@cache
def gate(reference: str, file: str = "") -> Fits:
    """The closure for a file of schemas, or for what a `$ref` in a file names."""
    return _compile(*resolve(reference, file))


def _compile(schema: Schema, file: str) -> Fits:
    if isinstance(schema, bool):
        return _anything if schema else _nothing
    tests = [test for key in schema if (test := KEYWORDS[key](schema, file)) is not _anything]
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


def _type(schema: Schema, _: str) -> Fits:
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    tests = [_TYPES[name] for name in names]
    return tests[0] if len(tests) == 1 else lambda value: any(test(value) for test in tests)


def _is_integer(value: Any) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, float) and value.is_integer())


_TYPES: dict[str, Fits] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": _is_integer,
    "boolean": lambda value: isinstance(value, bool),
}


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
    return lambda value: not isinstance(value, dict) or all(test(name) for name in _present(value))


def _required(schema: Schema, _: str) -> Fits:
    names = schema["required"]

    def fits(value: Any) -> bool:
        if isinstance(value, dict):
            for name in names:
                if value.get(name) is None:
                    return False
        return True

    return fits


def _items(schema: Schema, file: str) -> Fits:
    test = _compile(schema["items"], file)

    def fits(value: Any) -> bool:
        if isinstance(value, list):
            for item in value:
                if not test({} if item is None else item):
                    return False
        return True

    return fits


def _unique(_: Schema, __: str) -> Fits:
    """Of the texts in a list; our lists with this keyword admit nothing else."""

    def fits(value: Any) -> bool:
        texts = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
        return len(set(texts)) == len(texts)

    return fits


def _alternatives(keyword: str, enough: Callable[[Iterable[bool]], bool]) -> Callable[[Schema, str], Fits]:
    def build(schema: Schema, file: str) -> Fits:
        tests = [_compile(part, file) for part in schema[keyword]]
        return lambda value: enough(test(value) for test in tests)

    return build


def _text(keyword: str, check: Callable[[Any], Callable[[str], bool]]) -> Callable[[Schema, str], Fits]:
    def build(schema: Schema, _: str) -> Fits:
        test = check(schema[keyword])
        return lambda value: not isinstance(value, str) or test(value)

    return build


def _matches(pattern: str) -> Callable[[str], bool]:
    search = re.compile(pattern).search
    return lambda text: search(text) is not None


def _number(keyword: str, check: Callable[[Any, Any], bool]) -> Callable[[Schema, str], Fits]:
    def build(schema: Schema, _: str) -> Fits:
        bound = schema[keyword]
        return lambda value: isinstance(value, bool) or not isinstance(value, int | float) or check(value, bound)

    return build


def _size(keyword: str, kind: type, check: Callable[[int, int], bool]) -> Callable[[Schema, str], Fits]:
    def build(schema: Schema, _: str) -> Fits:
        bound = schema[keyword]
        return lambda value: not isinstance(value, kind) or check(len(_present(value)), bound)

    return build


def _present(value: Any) -> Any:
    return [name for name, member in value.items() if member is not None] if isinstance(value, dict) else value


def _at_least(value: Any, bound: Any) -> bool:
    return bool(value >= bound)


def _at_most(value: Any, bound: Any) -> bool:
    return bool(value <= bound)


KEYWORDS: dict[str, Callable[[Schema, str], Fits]] = {
    **dict.fromkeys(("$schema", "$defs", "title", "description", "x-hint", "x-hints", "x-widens"), _annotation),
    "$ref": _ref,
    "type": _type,
    "enum": lambda schema, _: schema["enum"].__contains__,
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _property_names,
    "required": _required,
    "items": _items,
    "uniqueItems": _unique,
    "anyOf": _alternatives("anyOf", any),
    "oneOf": _alternatives("oneOf", lambda answers: sum(answers) == 1),
    "format": _text("format", lambda name: FORMS[name]),
    "pattern": _text("pattern", _matches),
    "minLength": _text("minLength", lambda bound: lambda text: len(text) >= bound),
    "maxLength": _text("maxLength", lambda bound: lambda text: len(text) <= bound),
    "minimum": _number("minimum", _at_least),
    "maximum": _number("maximum", _at_most),
    "minItems": _size("minItems", list, _at_least),
    "maxItems": _size("maxItems", list, _at_most),
    "minProperties": _size("minProperties", dict, _at_least),
    "maxProperties": _size("maxProperties", dict, _at_most),
}
"""Each keyword and how it is compiled; annotations say nothing about a value."""
