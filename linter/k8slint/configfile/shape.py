"""The configuration against its JSON Schema, in words that name the key and what it takes."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from typing import Any

from k8slint.configfile.mistake import Mistake, Mistakes
from k8slint.inputs.at import At
from k8slint.inputs.field import Field
from k8slint.near import closest
from k8slint.validity.gate import gate
from k8slint.validity.schema import load

_TYPES = {
    "object": "a mapping",
    "array": "a list",
    "string": "a word",
    "integer": "a number",
    "boolean": "true or false",
}


_FILE = "config.schema.json"


def schema_text() -> str:
    """The schema as it is published, for editors."""
    return (pkgutil.get_data("k8slint.schemas", _FILE) or b"").decode()


def find_mistakes_of_shape(field: Field, mistakes: Mistakes) -> None:
    """Notes unknown keys, and values that a key does not take. A key with nothing behind it counts as absent."""
    if gate(_FILE)(field.value):
        return
    from jsonschema import Draft202012Validator  # a tenth of a second that only those who are mistaken pay

    schema = load(_FILE)
    reader = _Reader(field.at, schema)
    for error in Draft202012Validator(schema).iter_errors(_present(field.value)):
        for mistake in reader.explain(error):
            if mistake not in mistakes:  # jsonschema has an error for each missing key, and tells all of them in each
                mistakes.append(mistake)


def _present(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _present(item) for key, item in value.items() if item is not None}
    return [_present(item) for item in value] if isinstance(value, list) else value


def _missing(error: Any) -> Iterator[str]:
    """The keys that an object lacks, but for those that it has misspelled."""
    known = error.schema.get("properties", {})
    misspelled = {closest(key, known) for key in error.instance if key not in known}
    return (key for key in error.validator_value if key not in error.instance and key not in misspelled)


class _Reader:
    """jsonschema's errors to Mistakes."""

    def __init__(self, root: At, schema: dict[str, Any]) -> None:
        self.root, self.schema = root, schema

    def explain(self, error: Any) -> Iterator[Mistake]:
        at = At(self.root.document, tuple(error.absolute_path))
        match error.validator:
            case "additionalProperties":
                yield from self._unknown_keys(at, error)
            case "required":
                yield from (Mistake.at(at, f"lacks {key}") for key in _missing(error))
            case "anyOf":
                yield from self._no_choice(at, error)
            case _:
                yield Mistake.at(at, _refused(error.instance, error.schema))

    def _unknown_keys(self, at: At, error: Any) -> Iterator[Mistake]:
        known = error.schema.get("properties", {})
        for key in error.instance:
            if key not in known:
                meant = closest(key, known)
                hint = f"did you mean {meant}?" if meant else f"the keys are {', '.join(known)}"
                yield Mistake.at((at / key).key, f"no such key; {hint}")

    def _no_choice(self, at: At, error: Any) -> Iterator[Mistake]:
        """What is wrong with the choice whose type fits; without one, what the choices are."""
        if all(sub.validator == "required" for sub in error.context):
            names = [key for choice in error.validator_value for key in choice["required"]]
            yield Mistake.at(at, f"lacks {' or '.join(names)}")
            return
        misfits = {sub.schema_path[0] for sub in error.context if sub.validator == "type" and len(sub.path) == 0}
        fitting = [sub for sub in error.context if sub.schema_path[0] not in misfits]
        if len({sub.schema_path[0] for sub in fitting}) == 1:
            for sub in fitting:
                yield from self.explain(sub)
            return
        wanted = " or ".join(_wanted(self._resolved(choice)) for choice in error.validator_value)
        yield Mistake.at(at, f"must be {wanted}, not {_shown(error.instance)}")

    def _resolved(self, choice: dict[str, Any]) -> dict[str, Any]:
        name = str(choice.get("$ref", "")).rpartition("/")[2]
        return self.schema["$defs"][name] if name else choice


def _refused(value: Any, schema: dict[str, Any]) -> str:
    words = [word for word in schema.get("enum", ()) if isinstance(word, str)]
    meant = closest(value, words) if isinstance(value, str) else None
    return f"{value} is unknown; did you mean {meant}?" if meant else f"must be {_wanted(schema)}, not {_shown(value)}"


def _wanted(schema: dict[str, Any]) -> str:
    if "title" in schema:
        return str(schema["title"])
    if "enum" in schema:
        return "one of " + ", ".join(schema["enum"])
    return _TYPES[schema["type"]]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return "nothing" if value is None or value == "" else str(value)
