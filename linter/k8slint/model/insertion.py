"""Edits that add a key or items of a list, in the layout of what stands there."""

from __future__ import annotations

from collections.abc import Sequence

from k8slint.finding import Edit, Fix
from k8slint.inputs.at import At, Location
from k8slint.inputs.node import YamlList


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


def first_items(items: At, texts: Sequence[str]) -> Edit | None:
    """What to insert so that a list begins with some items, each YAML in one line.

    None for a list that is empty, not written, not written as lists usually are, or in no file as it is.
    """
    value, document = items.value, items.document
    if document.origin or not isinstance(value, YamlList) or not value:
        return None
    source, start = document.source, document.offset + value.item_span(0)[0]
    line, column = source.position(start)
    head = source.text[source.offset(line, 1) : start]
    if head.strip() == "-":
        dash = head.index("-")
        lines = "".join(f"- {text}\n{head[:dash]}" for text in texts)
        return Edit(Location(source.name, line, dash + 1, line, dash + 1), lines)
    if head.rstrip().endswith("["):
        return Edit(Location(source.name, line, column, line, column), "".join(f"{text}, " for text in texts))
    return None


def _before(at: At) -> str:
    """What stands before a word in its line."""
    place = at.location
    return at.origin.document.source.lines[place.line - 1][: place.column - 1]
