"""Places in files as the protocol counts them: from 0, and columns in the units that the client asks for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping

from lsprotocol import types

from k8slint.inputs.at import Location
from k8slint.inputs.source import Source
from k8slint.lsp.line import LINE_END
from k8slint.lsp.shift import Shift

Units = Callable[[str], int]
"""How many units a text has: UTF-16 code units, where the client asks for nothing else."""


class Ruler:
    """Measures one source."""

    def __init__(self, source: Source, units: Units) -> None:
        self.source = source
        self._units = units
        self._starts = [0, *(match.end() for match in LINE_END.finditer(source.text))]

    def position(self, offset: int) -> types.Position:
        """The position of a character."""
        line = bisect_right(self._starts, offset) - 1
        return types.Position(line, self._units(self.source.text[self._starts[line] : offset]))

    def range(self, start: int, end: int) -> types.Range:
        """The range of the characters from one offset up to another."""
        return types.Range(self.position(start), self.position(end))


class Rulers:
    """One for each source, made when somebody asks for a place in it."""

    def __init__(self, sources: Iterable[Source], units: Units, shifts: Mapping[str, Shift]) -> None:
        self._sources = {source.name: source for source in sources}
        self._shifts = shifts
        self._units = units
        self._rulers: dict[str, Ruler] = {}

    def of(self, file: str) -> Ruler | None:
        """That of a file; None where it has no text."""
        if file not in self._rulers and file in self._sources:
            self._rulers[file] = Ruler(self._sources[file], self._units)
        return self._rulers.get(file)

    def range(self, at: Location) -> types.Range | None:
        """The range of a location; None where the editor has other lines there by now."""
        measured, shift = self._measured(at), self._shifts.get(at.file)
        return shift.range(measured) if shift else measured

    def _measured(self, at: Location) -> types.Range:
        ruler = self.of(at.file)
        if ruler is None:
            start, end = types.Position(at.line - 1, at.column - 1), types.Position(at.end_line - 1, at.end_column - 1)
            return types.Range(start, end)
        source = ruler.source
        return ruler.range(source.offset(at.line, at.column), source.offset(at.end_line, at.end_column))
