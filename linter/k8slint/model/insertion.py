"""Edits that add a key or an item of a list, in the layout of what stands there."""

from __future__ import annotations

from k8slint.finding import Edit, Fix
from k8slint.inputs.at import At


def above(key: At, line: str, description: str) -> Fix | None:
    """The fix that writes a line above a key, where that begins a line of its own."""
    place, lead = key.location, _before(key)
    if lead.strip() or not key.trace.exact:
        return None
    word = key.origin.document.source.lines[place.line - 1][place.column - 1 : place.end_column - 1]
    return Fix(description, (Edit(place, f"{line}\n{lead}{word}"),))


def beside(item: At, word: str, description: str) -> Fix | None:
    """The fix that adds a word to a list behind one of its items, in a line of its own where that has one."""
    place, lead = item.location, _before(item)
    if not item.trace.exact:
        return None
    line = item.origin.document.source.lines[place.line - 1]
    here, behind = line[place.column - 1 : place.end_column - 1], line[place.end_column - 1 :]
    if lead.strip() != "-":
        return Fix(description, (Edit(place, f"{here}, {word}"),)) if lead.strip().endswith(("[", ",")) else None
    both = (word, here) if behind.strip() else (here, word)  # a comment stays in the line of its item
    return Fix(description, (Edit(place, f"\n{lead}".join(both)),))


def _before(at: At) -> str:
    """What stands before a word in its line."""
    place = at.location
    return at.origin.document.source.lines[place.line - 1][: place.column - 1]
