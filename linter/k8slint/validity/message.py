"""A schema's error in a sentence that names the value and what the API takes instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from k8slint.validity.error import Error
from k8slint.validity.words import kind_of, listed, noun, shown, wanted


def message(error: Error, kind: str, owner: str | None = None) -> str:
    """What is wrong; `kind` is the object's, for errors about the object as a whole.

    `owner` is the name of what a `value` belongs to.
    """
    name = noun(error.path, kind)
    if error.keyword == "required":
        return f"{noun(error.path[:-1], kind)} has no {error.path[-1]}"
    if owner and name == "value":
        name = f"value of {owner}:"
    return _SENTENCES[error.keyword](error, name)


def alternatives(error: Error) -> list[str]:
    """The fields between which `anyOf`, `oneOf` or the number of properties chooses."""
    if error.keyword in ("anyOf", "oneOf"):
        return [name for part in error.bound for name in part["required"]]
    return list(error.schema["properties"])


def is_quoted(error: Error) -> bool:
    """Whether a text of digits stands where a number is meant, or `"true"` where true is."""
    types, value = error.schema.get("type", ()), error.value
    if not isinstance(value, str):
        return False
    return (value.isdecimal() and "integer" in types) or (value in ("true", "false") and "boolean" in types)


def stands_under_name(error: Error) -> bool:
    """Whether the number of a backend's port stands where its name belongs."""
    return error.path[-2:] == ("port", "name") and isinstance(error.value, int) and not isinstance(error.value, bool)


def _type(error: Error, name: str) -> str:
    value = error.value
    if value == {} and isinstance(value, dict) and error.path and isinstance(error.path[-1], int):
        return f"{name} is empty, not {wanted(error.bound)}"
    if is_quoted(error):
        meant = "a number" if value.isdecimal() else "a boolean"
        return f'{name} "{value}" is text, not {meant}: write it without quotes'
    if isinstance(value, dict | list):
        return f"{name} is {kind_of(value)}, not {wanted(error.bound)}"
    advice = ": quote it" if error.bound == "string" else ""
    if stands_under_name(error):
        advice = ": a port number stands under number"
    return f"{name} {shown(value)} is {kind_of(value)}, not {wanted(error.bound)}{advice}"


def _enum(error: Error, name: str) -> str:
    allowed = [str(value) for value in error.bound if value != ""]
    why = f": {error.schema['description']}" if "description" in error.schema else ""
    return f"{name} {shown(error.value)} is not {listed(allowed)}{why}"


def _form(error: Error, name: str) -> str:
    if is_quoted(error):
        return f'{name} "{shown(error.value)}" is text, and a port name needs a letter: write the number without quotes'
    subject = name if error.on_key else f"{name} {shown(error.value)}".rstrip()
    if error.value == "":
        return f"{name} is empty"
    return f"{subject} is not {error.schema['description']}"


def _range(error: Error, name: str) -> str:
    low, high = error.schema.get("minimum"), error.schema.get("maximum")
    if high is None:
        return f"{name} {shown(error.value)} is less than {low}"
    return f"{name} {shown(error.value)} is not between {low} and {high}"


def _too_long(error: Error, name: str) -> str:
    if is_quoted(error):
        return _form(error, name)
    return f"{name} {shown(error.value)} has {len(error.value)} characters; {error.bound} are allowed"


def _too_many(error: Error, name: str) -> str:
    return f"{name} has {len(error.value)} entries; {error.bound} are allowed"


def _choice(error: Error, name: str) -> str:
    names = alternatives(error)
    present = [field for field in names if field in error.value]
    if len(present) > 1:
        return f"{name} has {listed(present, 'and')}; only one of them may be set"
    return f"{name} has no {listed(names)}"


def _unique(error: Error, name: str) -> str:
    twice = next((item for i, item in enumerate(error.value) if item in error.value[:i]), None)
    return f"{name} has {shown(twice)} twice"


_SENTENCES: Mapping[str, Callable[[Error, str], str]] = {
    "type": _type,
    "enum": _enum,
    "format": _form,
    "pattern": _form,
    "minimum": _range,
    "maximum": _range,
    "minLength": lambda error, name: f"{name} is empty",
    "maxLength": _too_long,
    "minItems": lambda error, name: f"{name} is empty",
    "maxItems": _too_many,
    "minProperties": _choice,
    "maxProperties": lambda error, name: _choice(error, name) if error.bound == 1 else _too_many(error, name),
    "uniqueItems": _unique,
    "anyOf": _choice,
    "oneOf": _choice,
}


def sentences() -> frozenset[str]:
    """The keywords that have a sentence."""
    return frozenset(_SENTENCES) | {"required", "additionalProperties"}
