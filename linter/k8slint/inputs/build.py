"""libyaml events to values with positions; no tag is ever constructed, so nothing in a document can run code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from k8slint.inputs.limits import MAX_DEPTH, MAX_NODES
from k8slint.inputs.node import Span, Value, YamlList, YamlMap
from k8slint.inputs.scalar import resolve

# The parser of libyaml, as every published wheel of PyYAML has it; without it only its event stream is replaced.
Parser: Any = getattr(yaml, "CLoader", yaml.Loader)


class YamlFault(Exception):
    """A text that is not YAML, or goes past a bound; `line` and `column` count from 0."""

    def __init__(self, reason: str, line: int = 0, column: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A key that a mapping has twice; `span` is the later one, `first` the earlier one."""

    key: str
    span: Span
    first: Span


@dataclass
class Builder:
    """Reads the documents of one text; `line` is the number of lines before it in its file."""

    text: str
    line: int = 0
    duplicates: list[Duplicate] = field(default_factory=list)

    def documents(self) -> Iterator[tuple[Value, int]]:
        """Each document's value and first line (from 0).

        Raises:
            YamlFault: the text is not YAML, nests deeper than MAX_DEPTH or expands past MAX_NODES.
        """
        try:
            self._parser: Any = Parser(self.text)
            yield from self._roots()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            at = (mark.line + self.line, mark.column) if mark else (self.line, 0)
            raise YamlFault(_reason(error), *at) from None
        except yaml.YAMLError as error:
            raise self._unreadable_character(error) from None

    def _roots(self) -> Iterator[tuple[Value, int]]:
        while not isinstance(event := self._parser.get_event(), StreamEndEvent):
            if isinstance(event, DocumentStartEvent):
                self._anchors: dict[str, tuple[Value, Span, int]] = {}
                self._nodes = 0
                first = self._parser.get_event()
                yield self._node(first, 0)[0], first.start_mark.line + self.line

    def _node(self, event: Any, depth: int) -> tuple[Value, Span]:
        before = self._nodes
        self._nodes += 1
        if self._nodes > MAX_NODES or depth > MAX_DEPTH:
            raise self._past_bound(event, depth)
        if type(event) is ScalarEvent:
            value, span = _scalar(event), self._span(event)
        elif type(event) is AliasEvent:
            return self._alias(event)
        elif type(event) is MappingStartEvent:
            value, span = self._map(event, depth)
        else:
            value, span = self._list(event, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = (value, span, self._nodes - before)
        return value, span

    def _map(self, event: Any, depth: int) -> tuple[YamlMap, Span]:
        result, merged, next_event = YamlMap(), [], self._parser.get_event
        while type(key_event := next_event()) is not MappingEndEvent:
            key, key_span = self._key(key_event)
            value, span = self._node(next_event(), depth + 1)
            if key == "<<" and not getattr(key_event, "style", None):
                merged.append((value, key_span))
                continue
            if key in result:
                self.duplicates.append(Duplicate(key, key_span, result.keys_at[key]))
            result[key] = value
            result.keys_at[key], result.values_at[key] = key_span, span
        for value, key_span in merged:
            self._merge(result, value, key_span)
        return result, self._whole(event, key_event)

    def _key(self, event: Any) -> tuple[str, Span]:
        if type(event) is ScalarEvent:
            value = event.value if event.style or event.tag else _key_text(event.value)
            if event.anchor is not None:
                self._anchors[event.anchor] = (value, self._span(event), 1)
            return value, self._span(event)
        if type(event) is AliasEvent and isinstance(value := self._alias(event)[0], str):
            return value, self._span(event)
        mark = event.start_mark
        raise YamlFault("a mapping key must be a plain word here", mark.line + self.line, mark.column)

    def _list(self, event: Any, depth: int) -> tuple[YamlList, Span]:
        result, next_event = YamlList(), self._parser.get_event
        while type(item := next_event()) is not SequenceEndEvent:
            value, span = self._node(item, depth + 1)
            result.append(value)
            result.items_at.append(span)
        return result, self._whole(event, item)

    def _merge(self, into: YamlMap, value: Value, key_span: Span) -> None:
        """YAML 1.1 merge key: keys that stand in the mapping itself win, then earlier merges."""
        for source in value if isinstance(value, YamlList) else [value]:
            if not isinstance(source, YamlMap):
                raise YamlFault("<< merges mappings only", key_span[0], key_span[1])
            for key in source.keys() - into.keys():
                into[key] = source[key]
                into.keys_at[key], into.values_at[key] = source.keys_at[key], source.values_at[key]

    def _alias(self, event: Any) -> tuple[Value, Span]:
        mark = event.start_mark
        if event.anchor not in self._anchors:
            reason = f"alias *{event.anchor} names no anchor before it"
            raise YamlFault(reason, mark.line + self.line, mark.column)
        value, _, size = self._anchors[event.anchor]
        self._nodes += size
        if self._nodes > MAX_NODES:
            raise self._past_bound(event, 0)
        return value, self._span(event)

    def _span(self, event: Any) -> Span:
        start, end, line = event.start_mark, event.end_mark, self.line
        return (start.line + line, start.column, end.line + line, end.column)

    def _whole(self, first: Any, last: Any) -> Span:
        start, end, line = first.start_mark, last.end_mark, self.line
        return (start.line + line, start.column, end.line + line, end.column)

    def _past_bound(self, event: Any, depth: int) -> YamlFault:
        mark = event.start_mark
        reason = (
            f"nested deeper than {MAX_DEPTH} levels"
            if depth > MAX_DEPTH
            else f"expands to more than {MAX_NODES:,} values"
        )
        return YamlFault(reason, mark.line + self.line, mark.column)

    def _unreadable_character(self, error: yaml.YAMLError) -> YamlFault:
        position = getattr(error, "position", None)
        before = self.text[:position] if isinstance(position, int) else ""
        reason = getattr(error, "reason", None) or "unreadable character"
        return YamlFault(str(reason), self.line + before.count("\n"), len(before) - before.rfind("\n") - 1)


def _scalar(event: Any) -> Value:
    if not event.style and event.tag is None:
        return resolve(event.value)
    if event.tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"):
        return resolve(event.value)
    return event.value


def _key_text(text: str) -> str:
    """JSON keys are strings: `80:` is "80", and `on:` is "true" as it is for kubectl."""
    value = resolve(text)
    return (
        {True: "true", False: "false", None: "null"}[value]
        if value is None or value is True or value is False
        else text
    )


def _reason(error: yaml.MarkedYAMLError) -> str:
    parts = [part for part in (error.problem, error.context) if part]
    return " ".join(parts) or "not YAML"
