"""YAML values that know where they are written.

Maps and lists are plain dicts and lists (so that JSON Schema and tests take them as they are) which carry the
positions of their children in a compact array; a scalar is a plain Python value whose position its parent knows.
"""

from __future__ import annotations

from array import array
from typing import Any, TypeAlias

Span: TypeAlias = tuple[int, int]
"""Offsets of the first character and after the last one, counted from the start of the document's text."""

Value: TypeAlias = Any
"""YamlMap, YamlList, str, int, float, bool or None."""

Marks: TypeAlias = "array[int]"


class YamlMap(dict[str, Value]):
    """A mapping; `marks` holds four offsets a key, in the order of the keys: key start and end, value start and end."""

    __slots__ = ("_places", "marks")
    marks: Marks
    _places: dict[str, int]

    @classmethod
    def empty(cls) -> YamlMap:
        """A mapping that is not written anywhere."""
        result = cls()
        result.marks = array("I")
        return result

    def key_span(self, key: str) -> Span:
        """Where a key is written."""
        first = 4 * self._place(key)
        return self.marks[first], self.marks[first + 1]

    def value_span(self, key: str) -> Span:
        """Where a key's value is written."""
        first = 4 * self._place(key)
        return self.marks[first + 2], self.marks[first + 3]

    def copy_entry(self, key: str, other: YamlMap, other_key: str, value: Value) -> None:
        """Adds a key that is written elsewhere."""
        first = 4 * other._place(other_key)
        self[key] = value
        self.marks.extend(other.marks[first : first + 4])

    def _place(self, key: str) -> int:
        """How many keys stand before it; counted once, and again after keys were added."""
        try:
            return self._places[key]
        except (AttributeError, KeyError):
            self._places = {each: place for place, each in enumerate(self)}
        return self._places[key]


class YamlList(list[Value]):
    """A sequence; `marks` holds two offsets an item: its start and end."""

    __slots__ = ("marks",)
    marks: Marks

    def item_span(self, index: int) -> Span:
        """Where an item is written."""
        return self.marks[2 * index], self.marks[2 * index + 1]
