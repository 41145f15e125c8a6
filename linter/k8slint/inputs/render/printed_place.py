"""Where a line that helm printed is written: the line of the template that is the same, else the template's start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from k8slint.inputs.at import Location
from k8slint.inputs.fault import Fault
from k8slint.inputs.source import Source
from k8slint.pattern import regex
from k8slint.record import dataclass

_SOURCE = regex(r"# Source: [^/\s]+/(\S+)")


@dataclass(frozen=True)
class PrintedPlaces:
    """`text` is what helm printed, `template` gives the template of a path that it names."""

    text: str
    template: Callable[[str], Source | None]

    def moved(self, fault: Fault) -> Fault | None:
        """A fault of the printed text as one of the template; None where that is not known."""
        at = self._place(fault.at, last=True)
        first = self._place(fault.first, last=False) if fault.first else None
        if at is None:
            return None
        if fault.first is None:
            return replace(fault, at=at)
        line = first.line if first else at.line
        message = fault.message.replace(f"in line {fault.first.line}", f"in line {line}")
        return replace(fault, at=at, first=first, message=message)

    def _place(self, printed: Location, last: bool) -> Location | None:
        lines = self.text.split("\n")
        above = (found for line in reversed(lines[: printed.line]) if (found := _SOURCE.fullmatch(line)))
        found = next(above, None)
        source = self.template(found[1]) if found else None
        if source is None:
            return None
        wanted = lines[printed.line - 1].strip()
        same = [number for number, line in enumerate(source.lines, 1) if line.strip() == wanted]
        if not same:
            return Location.point(source.name)
        number = same[-1] if last else same[0]
        column = len(source.lines[number - 1]) - len(source.lines[number - 1].lstrip()) + 1
        return Location(source.name, number, column, number, column + printed.end_column - printed.column)
