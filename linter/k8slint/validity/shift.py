"""Lines indented more or less."""

from __future__ import annotations

from k8slint.finding import Edit
from k8slint.inputs.at import At, Location
from k8slint.inputs.source import Source


def shifted(key: At, home: At) -> tuple[Edit, ...]:
    """The edits that write a field, with what belongs to it, in the column of the keys of an object.

    Empty where either shares its lines with others.
    """
    source, parent = key.document.source, At(key.document, key.path[:-1]).value
    first = home.value.key_span(next(iter(home.value)))[0]
    start, end = parent.key_span(key.path[-1])[0], parent.value_span(key.path[-1])[1]
    line, column = source.position(key.document.offset + start)
    home_line, home_column = source.position(key.document.offset + first)
    if not (_begins(source, line, column, "") and _begins(source, home_line, home_column, "- ")):
        return ()
    last = source.position(len(source.text[: key.document.offset + end].rstrip()))[0]
    lines = [n for n in range(line, last + 1) if source.lines[n - 1].strip()]
    while len(lines) > 1 and source.lines[lines[-1] - 1].lstrip().startswith("#"):
        lines.pop()
    return _moved(source, lines, home_column - column)


def _begins(source: Source, line: int, column: int, marks: str) -> bool:
    """Whether nothing but blanks and some marks stands before a column."""
    return not source.lines[line - 1][: column - 1].strip(f" {marks}")


def _moved(source: Source, lines: list[int], columns: int) -> tuple[Edit, ...]:
    if columns > 0:
        return tuple(Edit(Location(source.name, n, 1, n, 1), " " * columns) for n in lines)
    if all(source.lines[n - 1].startswith(" " * -columns) for n in lines):
        return tuple(Edit(Location(source.name, n, 1, n, 1 - columns), "") for n in lines)
    return ()
