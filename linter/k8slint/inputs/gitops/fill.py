"""The template of an ApplicationSet with parameters filled in.

Source: the documentation of Argo CD, ApplicationSet, "Template", "Go Template".
"""

from __future__ import annotations

from collections.abc import Mapping

from k8slint.inputs.node import Value, YamlList, YamlMap
from k8slint.pattern import regex

_ACTION = regex(r"\{\{-?\s*(?:index\s+)?\.?([\w.\[\]-]+(?:\s+[0-9]+)?)\s*-?\}\}")


def filled(value: Value, known: Mapping[str, str]) -> Value:
    """A template's value with its actions replaced, at the places that it had; what is no parameter stays."""
    if isinstance(value, str):
        return _ACTION.sub(lambda action: known.get(" ".join(action[1].split()), action[0]), value)
    if isinstance(value, YamlMap):
        mapping = YamlMap((key, filled(item, known)) for key, item in value.items())
        mapping.marks = value.marks
        return mapping
    if isinstance(value, YamlList):
        items = YamlList(filled(item, known) for item in value)
        items.marks = value.marks
        return items
    return value


def is_filled(value: Value) -> bool:
    """Whether no action is left in it; which revision is taken is of no consequence here."""
    if isinstance(value, dict):
        return all(is_filled(item) for key, item in value.items() if key != "targetRevision")
    if isinstance(value, list):
        return all(map(is_filled, value))
    return not isinstance(value, str) or "{{" not in value
