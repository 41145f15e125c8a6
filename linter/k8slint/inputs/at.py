"""Where a value stands: in a document, under a path; line and column are looked up when somebody asks."""

from __future__ import annotations

from typing import TypeAlias

from k8slint.inputs.document import Document
from k8slint.inputs.node import Span, Value, YamlList, YamlMap
from k8slint.inputs.origin import Trace
from k8slint.inputs.source import Source
from k8slint.record import dataclass

Step: TypeAlias = str | int


@dataclass(frozen=True, order=True)
class Location:
    """A range in a file. Lines and columns start at 1; the end is exclusive. (contract: `location`)"""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def of(cls, source: Source, start: int, end: int) -> Location:
        """The location of the characters from one offset of a source up to another, without white space at the end."""
        end = start + len(source.text[start:end].rstrip())
        return cls(source.name, *source.position(start), *source.position(end))

    @classmethod
    def point(cls, file: str, line: int = 1, column: int = 1) -> Location:
        """One character, where nothing better is known."""
        return cls(file, line, column, line, column + 1)


class At:
    """A value of a document by its path, or the key of that value when `on_key` is set.

    `at / "ports" / 0` descends. A path that leads past what is written stands for its nearest written ancestor,
    which is where an absent field would have to be added. Not a dataclass because a run makes hundreds of thousands,
    which a frozen one makes three times slower; it is never changed all the same.
    """

    __slots__ = ("document", "on_key", "path")

    def __init__(self, document: Document, path: tuple[Step, ...] = (), on_key: bool = False) -> None:
        self.document = document
        self.path = path
        self.on_key = on_key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, At) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __repr__(self) -> str:
        return f"At({self.document.source.name}, {self.dotted}{', on_key' if self.on_key else ''})"

    @property
    def _identity(self) -> tuple[object, ...]:
        return self.document, self.path, self.on_key

    def __truediv__(self, step: Step) -> At:
        return At(self.document, (*self.path, step))

    def within(self, document: Document) -> At:
        """The same place in another document."""
        return At(document, self.path, self.on_key)

    @property
    def key(self) -> At:
        """The key instead of the value, for findings about the name of a field."""
        return At(self.document, self.path, on_key=True)

    @property
    def value(self) -> Value:
        """The written value; None where nothing is written."""
        values = self._written()
        return values[-1] if len(values) > len(self.path) else None

    @property
    def written(self) -> bool:
        """Whether the whole path is in the document."""
        return len(self._written()) > len(self.path)

    @property
    def dotted(self) -> str:
        """The path as the API reference writes it: `spec.ports[0].targetPort`."""
        out = ""
        for step in self.path:
            out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else str(step)
        return out

    @property
    def location(self) -> Location:
        """File, line and column of the value: scalars as a whole, maps and lists at their key or first word."""
        at = self.origin
        (start, end), offset = at._span(), at.document.offset
        return Location.of(at.document.source, offset + start, offset + end)

    @property
    def trace(self) -> Trace:
        """The place that a person edits, and how sure that is: this one, unless the document was rendered, maybe of
        what was rendered too.
        """
        if self.document.origin is None:
            return Trace(self)
        found = self.document.origin.trace(self)
        if found.at.document.origin is None:
            return found
        inner = found.at.trace
        return Trace(inner.at, found.exact and inner.exact, found.doubt or inner.doubt)

    @property
    def origin(self) -> At:
        """The place that a person edits."""
        return self.trace.at

    def _written(self) -> list[Value]:
        """The values along the path, from the root on, as far as it is written."""
        values: list[Value] = [self.document.root]
        for step in self.path:
            container = values[-1]
            is_written = (isinstance(container, YamlMap) and step in container) or (
                isinstance(container, YamlList) and isinstance(step, int) and 0 <= step < len(container)
            )
            if not is_written:
                break
            values.append(container[step])
        return values

    def _span(self) -> Span:
        values = self._written()
        last, depth = values[-1], len(values) - 1
        if depth == 0:
            return _first_word(last, self.document.span)
        container, step = values[-2], self.path[depth - 1]
        if isinstance(container, YamlList):
            return _first_word(last, container.item_span(int(step)))
        key_span: Span = container.key_span(step)
        if self.on_key and depth == len(self.path):
            return key_span
        return _shown(last, key_span, container.value_span(step))


def _shown(value: Value, key_span: Span, value_span: Span) -> Span:
    """The key for maps, lists and what is left empty, else the value."""
    is_empty = value_span[0] == value_span[1]
    return key_span if is_empty or isinstance(value, dict | list) else value_span


def _first_word(value: Value, span: Span) -> Span:
    if isinstance(value, YamlMap) and value:
        return value.key_span(next(iter(value)))  # own keys come before merged ones
    if isinstance(value, YamlList) and value:
        return _first_word(value[0], value.item_span(0))
    return span
