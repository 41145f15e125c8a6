"""A line of a manifest as a terminal shows it, with a caret under some words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import click

from k8slint.inputs.at import Location
from k8slint.inputs.source import Source
from k8slint.report.escape import visible

WIDEST = 120
_LEAD = 40
_GUTTER = " " * 6 + "| "


def excerpt(location: Location, source: Source | None, colour: str | None = None) -> Iterator[str]:
    """The line with a caret under the words that are wrong; nothing where the line is not in the text."""
    if source is None or not 0 < location.line <= len(source.lines):
        return
    line = source.lines[location.line - 1]
    start = min(location.column - 1, len(line))
    end = location.end_column - 1 if location.end_line == location.line else len(line)
    cells = cells_of(line)
    first, last = window(cells, start)
    indent = _width(cells[first:start]) + (first > 0)
    marked = max(1, _width(cells[start : min(end, last)]))
    yield f"{location.line:>5} | {'…' * (first > 0)}{''.join(cells[first:last])}{'…' * (last < len(cells))}"
    yield f"{_GUTTER}{' ' * indent}{click.style('^' * marked, fg=colour)}"


def cells_of(line: str) -> list[str]:
    """What each character of the line is shown as; a tab is one space, as YAML counts it."""
    return visible(line.replace("\t", " "))


def window(cells: Sequence[str], start: int) -> tuple[int, int]:
    """The part of a long line around the words that begin at a character."""
    first = 0 if len(cells) <= WIDEST else max(0, min(start - _LEAD, len(cells) - WIDEST))
    return first, min(len(cells), first + WIDEST)


def _width(cells: Sequence[str]) -> int:
    """Columns on a terminal: East Asian wide characters take two, combining marks none. (UAX 11)"""
    return sum(_character_width(character) for cell in cells for character in cell)


def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
