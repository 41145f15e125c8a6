"""YAML values that know where they are written.

Maps and lists are plain dicts and lists (so that JSON Schema and tests take them as they are) which carry the
positions of their children; a scalar is a plain Python value whose position its parent knows.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Span: TypeAlias = tuple[int, int, int, int]
"""First line, first column, last line, column after the last character; all from 0, in characters."""

Value: TypeAlias = Any
"""YamlMap, YamlList, str, int, float, bool or None."""


class YamlMap(dict[str, Value]):
    """A mapping; `keys_at` and `values_at` hold the spans of its keys and values."""

    __slots__ = ("keys_at", "values_at")

    def __init__(self) -> None:
        super().__init__()
        self.keys_at: dict[str, Span] = {}
        self.values_at: dict[str, Span] = {}


class YamlList(list[Value]):
    """A sequence; `items_at` holds the spans of its items."""

    __slots__ = ("items_at",)

    def __init__(self) -> None:
        super().__init__()
        self.items_at: list[Span] = []
