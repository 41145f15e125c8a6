"""Telling template sources from manifests, so that they are reported once and not parsed into noise.

Braces alone prove nothing: alerting rules, workflows and programs in ConfigMaps carry them inside scalars. A document
is a template where its actions are what keeps it from being YAML, or where they stand in the object's own name.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.build import Builder
from k8slint.inputs.node import Value
from k8slint.inputs.reason import YamlFault
from k8slint.pattern import regex

_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}", "<%": "%>"}
_OPENING = regex(r"\{\{|\{%|\{#|<%")
_ACTION = "\0"


def has_actions(text: str) -> bool:
    """Whether anything in a text looks like the action of a template (Helm, Jinja, Go, ERB)."""
    return _OPENING.search(text) is not None


def without_actions(text: str) -> str:
    """The text with a word in place of each action, and nothing in place of lines that hold only actions.

    Line numbers stay.
    """
    marked = "".join(_marked(text))
    return "\n".join(
        "" if _ACTION in line and not line.replace(_ACTION, "").strip() else line.replace(_ACTION, "x")
        for line in marked.split("\n")
    )


def _marked(text: str) -> Iterator[str]:
    end, gone = 0, set[str]()
    for opening in _OPENING.finditer(text):
        closing = _CLOSING[opening[0]]
        if opening.start() < end or closing in gone:
            continue
        yield text[end : opening.start()]
        found = text.find(closing, opening.end())
        if found < 0:
            gone.add(closing)  # each closing is searched for in vain once only
            end = opening.start()
            continue
        end = found + len(closing)
        yield _ACTION + "\n" * text.count("\n", opening.start(), end)
    yield text[end:]


def has_templated_name(value: Value) -> bool:
    """Whether an object's own name or namespace is left to a template, which no API server accepts."""
    metadata = value.get("metadata") if isinstance(value, dict) else None
    if not isinstance(metadata, dict):
        return False
    return any(has_actions(name) for key in ("name", "namespace") if isinstance(name := metadata.get(key), str))


def is_template(text: str, fault: YamlFault) -> bool:
    """Whether it is the actions that keep a text from being YAML: without them it is, or fails elsewhere."""
    if not has_actions(text):
        return False
    try:
        for _ in Builder().documents(without_actions(text)):
            pass
    except YamlFault as other:
        return without_actions(text).count("\n", 0, other.offset) != text.count("\n", 0, fault.offset)
    return True
