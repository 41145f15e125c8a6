"""Keywords that look at one value and not into it: types, words, bounds, sizes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from k8slint.validity.form import FORMS
from k8slint.validity.schema import Schema

Fits: TypeAlias = Callable[[Any], bool]
Build: TypeAlias = Callable[[Schema], Fits]


def _type(schema: Schema) -> Fits:
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


def _required(schema: Schema) -> Fits:
    names = schema["required"]

    def fits(value: Any) -> bool:
        if isinstance(value, dict):
            for name in names:
                if value.get(name) is None:
                    return False
        return True

    return fits


def _unique(_: Schema) -> Fits:
    """Of the texts in a list; our lists with this keyword admit nothing else."""

    def fits(value: Any) -> bool:
        texts = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
        return len(set(texts)) == len(texts)

    return fits


def _text(keyword: str, check: Callable[[Any], Callable[[str], bool]]) -> Build:
    def build(schema: Schema) -> Fits:
        test = check(schema[keyword])
        return lambda value: not isinstance(value, str) or test(value)

    return build


def _matches(pattern: str) -> Callable[[str], bool]:
    search = re.compile(pattern).search
    return lambda text: search(text) is not None


def _number(keyword: str, check: Callable[[Any, Any], bool]) -> Build:
    def build(schema: Schema) -> Fits:
        bound = schema[keyword]
        return lambda value: isinstance(value, bool) or not isinstance(value, int | float) or check(value, bound)

    return build


def _size(keyword: str, kind: type, check: Callable[[int, int], bool]) -> Build:
    def build(schema: Schema) -> Fits:
        bound = schema[keyword]
        return lambda value: not isinstance(value, kind) or check(len(present(value)), bound)

    return build


def present(value: Any) -> Any:
    """The names of a map that are not null; a list as it is."""
    return [name for name, member in value.items() if member is not None] if isinstance(value, dict) else value


def _at_least(value: Any, bound: Any) -> bool:
    return bool(value >= bound)


def _at_most(value: Any, bound: Any) -> bool:
    return bool(value <= bound)


BOUNDS: Mapping[str, Build] = {
    "type": _type,
    "enum": lambda schema: schema["enum"].__contains__,
    "required": _required,
    "uniqueItems": _unique,
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
"""Each keyword and how it is compiled."""
