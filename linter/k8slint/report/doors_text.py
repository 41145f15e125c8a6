"""`k8slint reach --doors` for people: text and Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from k8slint.reach.entrance import Entrance
from k8slint.report.doors_words import Row, row
from k8slint.report.escape import printable
from k8slint.report.reach_text import markdown_cell

_HEADER = ("door", "what comes in", "Service", "pods", "policies")


def text(entrances: Iterable[Entrance]) -> str:
    """A door on one line, under it its ways in columns."""
    doors: dict[str, list[tuple[str, str]]] = {}
    for door, *chain, passage in (map(printable, cells) for cells in _rows(entrances)):
        doors.setdefault(door, []).append((" -> ".join(filter(None, chain)), passage))
    lines: list[str] = []
    for door, ways in doors.items():
        width = max(len(chain) for chain, _ in ways)
        lines += (door, *(f"  {chain:{width}}  {passage}".rstrip() for chain, passage in ways))
    return "".join(f"{line}\n" for line in lines) or "no door leads in from outside\n"


def markdown(entrances: Iterable[Entrance]) -> str:
    """A table."""
    lines = ["| " + " | ".join(_HEADER) + " |", "|---" * len(_HEADER) + "|"]
    lines += ("| " + " | ".join(map(markdown_cell, cells)) + " |" for cells in _rows(entrances))
    return "\n".join(lines) + "\n"


def _rows(entrances: Iterable[Entrance]) -> Iterable[Row]:
    """Each row once, however often the input has the object."""
    return dict.fromkeys(map(row, entrances))
