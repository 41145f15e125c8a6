"""A line that says once more what one before it has said."""

from __future__ import annotations

from k8slint.finding import Edit, Fix
from k8slint.inputs.at import Location
from k8slint.inputs.source import Source


def without(again: Location, first: Location, source: Source) -> Fix | None:
    """The fix that drops the line of a key, where it is that of the other key of that name, letter for letter."""
    line = source.lines[again.line - 1]
    is_same = line[again.column - 1 :] == source.lines[first.line - 1][first.column - 1 :]
    is_alone = not line[: again.column - 1].strip() and line[again.end_column - 1 :].strip(" :")
    if not (is_same and is_alone and _ends(again, source) and _ends(first, source)):
        return None
    before = len(source.lines[again.line - 2])
    place = Location(source.name, again.line - 1, before + 1, again.line, len(line) + 1)
    return Fix("drop the second line", (Edit(place, ""),))


def _ends(key: Location, source: Source) -> bool:
    """Whether what a key says ends with its line: what belongs to it would stand further to the right."""
    following = next((line for line in source.lines[key.line :] if line.strip()), "")
    return len(following) - len(following.lstrip()) < key.column
