"""libyaml events to values with positions; no tag is ever constructed, so nothing in a document can run code."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import field
from typing import Any

import yaml
from yaml import events

from k8slint.inputs import limits
from k8slint.inputs.node import Span, Value, YamlList, YamlMap
from k8slint.inputs.reason import TOO_DEEP, YamlFault, fault_of
from k8slint.inputs.scalar import Scalar, key_text, resolve
from k8slint.record import dataclass

# The parser of libyaml, as every published wheel of PyYAML has it; without it only the event stream is slower.
Parser: Any = getattr(getattr(yaml, "cyaml", None), "CParser", yaml.Loader)
# Events are told apart by identity, which is fast; Any keeps the checker from narrowing by it.
_ALIAS: Any = events.AliasEvent
_DOCUMENT: Any = events.DocumentStartEvent
_MAP_END: Any = events.MappingEndEvent
_MAP: Any = events.MappingStartEvent
_SCALAR: Any = events.ScalarEvent
_LIST_END: Any = events.SequenceEndEvent
_END: Any = events.StreamEndEvent
_RESOLVED_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null"))


def check_syntax(text: str) -> None:
    """Whether a text is YAML, without building anything.

    Raises:
        YamlFault: it is not.
    """
    try:
        parser = Parser(text)
        if hasattr(parser, "raw_parse"):
            parser.raw_parse()
        while not hasattr(parser, "raw_parse") and parser.get_event():
            pass
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise fault_of(error, text) from None


@dataclass(frozen=True)
class Duplicate:
    """A key that a mapping has twice; `span` is the later one, `first` the earlier one."""

    key: str
    span: Span
    first: Span


@dataclass(frozen=True)
class Built:
    """A YAML document: its value, where it is written, and the keys that are set twice in it."""

    value: Value
    span: Span
    duplicates: tuple[Duplicate, ...]


class _Memo(dict[str, Any]):
    """Words that come again and again are resolved once and kept once."""

    def __init__(self, meaning: Any) -> None:
        super().__init__()
        self._meaning = meaning

    def __missing__(self, text: str) -> Any:
        value = self._meaning(text)
        if len(text) <= 64:
            if len(self) >= 50_000:
                self.clear()
            self[text] = value
        return value


@dataclass
class Builder:
    """Reads documents one after the other, within the bounds that hold for all of them together."""

    values: int = 0
    aliased: int = 0
    _words: _Memo = field(default_factory=lambda: _Memo(resolve))
    _keys: _Memo = field(default_factory=lambda: _Memo(key_text))

    def documents(self, text: str) -> Iterator[Built]:
        """The YAML documents of a text.

        Raises:
            YamlFault: the text is not YAML, or goes past a bound.
        """
        self._text = text
        try:
            self._next: Any = Parser(text).get_event
            yield from self._roots()
        except (yaml.YAMLError, UnicodeEncodeError) as error:
            raise fault_of(error, text) from None

    def _roots(self) -> Iterator[Built]:
        while (event := self._next()).__class__ is not _END:
            if event.__class__ is _DOCUMENT:
                self._anchors: dict[str, tuple[Value, int]] = {}
                self._duplicates: list[Duplicate] = []
                first = self._next()
                value = self._node(first, 0)
                yield Built(value, (first.start_mark.index, self._end), tuple(self._duplicates))

    def _node(self, event: Any, depth: int) -> Value:
        """The value that an event begins; `_end` is then the offset after it."""
        before, kind = self.values, event.__class__
        if kind is _SCALAR:
            value: Value = self._scalar(event)
            self._end = event.end_mark.index
        elif kind is _ALIAS:
            return self._alias(event)
        elif depth > limits.MAX_DEPTH:
            raise YamlFault(TOO_DEEP, event.start_mark.index)
        else:
            value = self._map(event, depth) if kind is _MAP else self._list(event, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = value, self.values - before + 1
        return value

    def _map(self, event: Any, depth: int) -> YamlMap:
        next_event, words, keys = self._next, self._words, self._keys
        result, marks = YamlMap(), list[int]()
        merges, twice = list[tuple[Value, int]](), None
        while (key_event := next_event()).__class__ is not _MAP_END:
            if key_event.__class__ is not _SCALAR or key_event.anchor or key_event.tag:
                key = self._odd_key(key_event)
            else:
                key = key_event.value if key_event.style else keys[key_event.value]
            value_event = next_event()
            if value_event.__class__ is _SCALAR and not value_event.anchor and not value_event.tag:
                value = value_event.value if value_event.style else words[value_event.value]
                end = value_event.end_mark.index
            else:
                value, end = self._node(value_event, depth + 1), self._end
            key_mark = key_event.start_mark.index
            if key == "<<" and not getattr(key_event, "style", None):
                merges.append((value, key_mark))
                continue
            if twice is None and key in result:
                twice = list(result)
            if twice is not None:
                twice.append(key)
            result[key] = value
            marks += (key_mark, key_event.end_mark.index, value_event.start_mark.index, end)
            if len(marks) > 4 * limits.MAX_VALUES:
                raise self._too_many(key_mark)
        result.marks = array("I", marks if twice is None else self._later_marks(twice, marks))
        for source, mark in merges:
            self._merge(result, source, mark)
        self._end = key_event.end_mark.index
        self._count(len(result) + 1, event)
        return result

    def _list(self, event: Any, depth: int) -> YamlList:
        next_event = self._next
        result, marks = YamlList(), list[int]()
        while (item := next_event()).__class__ is not _LIST_END:
            result.append(self._node(item, depth + 1))
            marks += (item.start_mark.index, self._end)
            if len(marks) > 2 * limits.MAX_VALUES:
                raise self._too_many(item.start_mark.index)
        result.marks, self._end = array("I", marks), item.end_mark.index
        self._count(len(result) + 1, event)
        return result

    def _scalar(self, event: Any) -> Scalar:
        text: str = event.value
        if event.tag is None:
            return text if event.style else self._words[text]
        if event.tag not in _RESOLVED_TAGS:
            return text
        value = resolve(text)
        return float(value) if event.tag.endswith(":float") and isinstance(value, int) else value

    def _odd_key(self, event: Any) -> str:
        """A key with an anchor or a tag, or an alias; a mapping or list as a key has no JSON."""
        if event.__class__ is _SCALAR:
            text: str = event.value
            key = text if event.style or (event.tag and event.tag not in _RESOLVED_TAGS) else key_text(text)
            if event.anchor:
                self._anchors[event.anchor] = key, 1
            return key
        if event.__class__ is _ALIAS and isinstance(value := self._alias(event), str):
            return value
        raise YamlFault("a key must be a word here, not a mapping or list", event.start_mark.index)

    def _alias(self, event: Any) -> Value:
        if event.anchor not in self._anchors:
            raise YamlFault(
                "the alias names no anchor before it: quote a value that begins with *", event.start_mark.index
            )
        value, size = self._anchors[event.anchor]
        self._end = event.end_mark.index
        self.aliased += size
        if self.aliased > limits.MAX_ALIASED_VALUES:
            raise YamlFault(f"aliases stand for more than {limits.MAX_ALIASED_VALUES:,} values", event.start_mark.index)
        self.values += size
        return value

    def _merge(self, into: YamlMap, value: Value, mark: int) -> None:
        """YAML 1.1 merge key: keys that stand in the mapping itself win, then earlier merges."""
        for source in value if isinstance(value, YamlList) else [value]:
            if not isinstance(source, YamlMap):
                raise YamlFault("<< merges mappings only", mark)
            for key in source:
                if key not in into:
                    into.copy_entry(key, source, key, source[key])

    def _later_marks(self, keys: list[str], marks: list[int]) -> list[int]:
        """The marks of the keys that count, where some are set twice; the others are noted."""
        places: dict[str, int] = {}
        for place, key in enumerate(keys):
            if key in places:
                first, again = 4 * places[key], 4 * place
                spans = (marks[again], marks[again + 1]), (marks[first], marks[first + 1])
                self._duplicates.append(Duplicate(key, *spans))
            places[key] = place
        return [mark for place in places.values() for mark in marks[4 * place : 4 * place + 4]]

    def _count(self, values: int, event: Any) -> None:
        self.values += values
        if self.values > limits.MAX_VALUES:
            raise self._too_many(event.start_mark.index)

    def _too_many(self, mark: int) -> YamlFault:
        return YamlFault(f"more than {limits.MAX_VALUES:,} values in the whole input", mark)
