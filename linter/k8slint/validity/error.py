"""jsonschema's errors about one object, brought down to one a cause."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from k8slint.inputs.at import Step
from k8slint.record import dataclass
from k8slint.validity.form import FORMS
from k8slint.validity.schema import Schema, load

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

_RANK = {name: rank for rank, name in enumerate(("additionalProperties", "type", "enum", "minLength", "maxLength"))}
_DEEPEST = 50
"""No schema looks further down; what lies there may be nested without end."""


@dataclass(frozen=True)
class Error:
    """A keyword that the value at a path breaks; `on_key` where the key of that path is at fault, not its value."""

    path: tuple[Step, ...]
    keyword: str
    schema: Schema
    value: Any
    on_key: bool = False

    @property
    def is_unknown(self) -> bool:
        """Whether it is about a field that the schema does not have."""
        return self.keyword == "additionalProperties"

    @property
    def bound(self) -> Any:
        """What the keyword demands."""
        return self.schema[self.keyword]


def errors(file: str, value: Any) -> list[Error]:
    """What is wrong with a value by the schema in a file; several errors in one place are the first cause only."""
    found: dict[tuple[Any, ...], Error] = {}
    for error in _validator(file).iter_errors(_pruned(value)):
        for one in _errors(error):
            key = (one.path, one.on_key, one.keyword == "additionalProperties")
            if key not in found or _rank(one) < _rank(found[key]):
                found[key] = one
    return list(found.values())


def _rank(error: Error) -> int:
    return _RANK.get(error.keyword, len(_RANK))


def _errors(error: Any) -> Iterator[Error]:
    """Of a ValidationError; `required` and unknown fields become an error for each field."""
    path, keyword = tuple(error.absolute_path), str(error.validator)
    if "propertyNames" in error.schema_path:
        yield Error((*path, error.instance), keyword, error.schema, error.instance, on_key=True)
    elif keyword == "required":
        missing = (name for name in error.schema["required"] if name not in error.instance)
        yield from (Error((*path, name), keyword, error.schema, error.instance) for name in missing)
    elif keyword == "additionalProperties":
        unknown = (name for name in error.instance if name not in error.schema["properties"])
        yield from (Error((*path, name), keyword, error.schema, error.instance, on_key=True) for name in unknown)
    else:
        yield Error(path, keyword, error.schema, error.instance)


def _pruned(value: Any, depth: int = 0) -> Any:
    """Without nulls, as the gate sees it."""
    if depth > _DEEPEST:
        return {}
    if isinstance(value, dict):
        return {key: _pruned(item, depth + 1) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [{} if item is None else _pruned(item, depth + 1) for item in value]
    return value


@cache
def _validator(file: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator, FormatChecker
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    checker = FormatChecker(formats=())
    for name, test in FORMS.items():
        checker.checks(name)(lambda value, test=test: not isinstance(value, str) or test(value))
    # The registry finds files of the package and nothing else: a reference is never fetched.
    registry: Any = Registry(retrieve=lambda name: DRAFT202012.create_resource(load(name)))  # type: ignore[call-arg]
    return Draft202012Validator({"$ref": file}, registry=registry, format_checker=checker)
