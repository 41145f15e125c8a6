"""The edits of a fix as they are shown: the lines before (-) and after (+)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import click

from k8slint.finding import Edit
from k8slint.inputs.source import Source
from k8slint.record import dataclass
from k8slint.report.excerpt import cells_of, window

_MOST_LINES = 12
_COLOURS = {"-": "red", "+": "green"}


@dataclass(frozen=True)
class Line:
    """A line that goes (-) or comes (+); `number` is None for the one that counts those not shown."""

    sign: str
    number: int | None
    text: str


def edited(source: Source, edits: Sequence[Edit]) -> Iterator[str]:
    """The lines that the edits touch, for a terminal."""
    for line in lines_of(source, edits):
        number = "" if line.number is None else line.number
        yield f"{number:>5} {click.style(line.sign, fg=_COLOURS[line.sign])} {line.text}".rstrip()


def lines_of(source: Source, edits: Sequence[Edit]) -> Iterator[Line]:
    """The lines that the edits touch. Edits in one file that overlap are not shown."""
    ordered = sorted(edits, key=lambda edit: edit.location)
    before = [edit.location for edit in ordered]
    overlap = any((a.end_line, a.end_column) > (b.line, b.column) for a, b in pairwise(before))
    if overlap or any(not 0 < at.line <= at.end_line <= len(source.lines) for at in before):
        return
    for group in _on_neighbouring_lines(ordered):
        first, last = group[0].location.line, group[-1].location.end_line
        old, new = source.lines[first - 1 : last], _applied(source, group).split("\n")
        start = group[0].location.column - 1
        yield from _shown("-", first, old, start)
        yield from _shown("+", first, new, start)


def _on_neighbouring_lines(edits: Sequence[Edit]) -> list[list[Edit]]:
    """Edits that share a line belong together."""
    groups: list[list[Edit]] = []
    for edit in edits:
        if groups and groups[-1][-1].location.end_line == edit.location.line:
            groups[-1].append(edit)
        else:
            groups.append([edit])
    return groups


def _applied(source: Source, edits: Sequence[Edit]) -> str:
    """The lines with the edits made. An edit starts in the line in which the one before it ends."""
    line, column, out = edits[0].location.line, 1, ""
    for edit in edits:
        at = edit.location
        out += source.lines[line - 1][column - 1 : at.column - 1] + edit.replacement
        line, column = at.end_line, at.end_column
    return out + source.lines[line - 1][column - 1 :]


def _shown(sign: str, first: int, lines: Sequence[str], start: int) -> Iterator[Line]:
    """Long lines around the column in which the first edit starts."""
    for number, line in enumerate(lines[:_MOST_LINES], start=first):
        cells = cells_of(line)
        left, right = window(cells, start)
        yield Line(sign, number, "…" * (left > 0) + "".join(cells[left:right]) + "…" * (right < len(cells)))
    if len(lines) > _MOST_LINES:
        yield Line(sign, None, f"… {len(lines) - _MOST_LINES} more lines")
