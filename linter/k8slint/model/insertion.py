"""Edits that add a key or items of a list, in the layout of what stands there."""

from __future__ import annotations

from collections.abc import Sequence

from k8slint.finding import Edit, Fix
from k8slint.inputs.at import At, Location
from k8slint.inputs.node import YamlList
from k8slint.pattern import regex

_JSON = regex(r"\{?\s*\"")


def above(key: At, line: str, description: str) -> Fix | None:
    """The fix that writes a line above a key, where that begins a line of its own."""
    place, lead = key.location, _before(key)
    source = key.origin.document.source
    is_flow = source.text[: source.offset(place.line, 1)].rstrip().endswith(("{", ","))
    if lead.strip() or is_flow or not key.trace.exact:
        return None
    word = source.lines[place.line - 1][place.column - 1 : place.end_column - 1]
    return Fix(description, (Edit(place, f"{line}\n{lead}{word}"),))


def beside(item: At, word: str, description: str) -> Fix | None:
    """The fix that adds a word to a list behind one of its items, in a line of its own where that has one."""
    place, lead = item.location, _before(item)
    if not item.trace.exact:
        return None
    source = item.origin.document.source
    line = source.lines[place.line - 1]
    here, behind = line[place.column - 1 : place.end_column - 1], line[place.end_column - 1 :]
    new = _quoted(word, here)
    if lead.strip() != "-":
        before = source.text[: source.offset(place.line, place.column)].rstrip()
        comma = ", " if lead.strip() else f",\n{lead}"
        return Fix(description, (Edit(place, f"{here}{comma}{new}"),)) if before.endswith(("[", ",")) else None
    both = (new, here) if behind.strip() else (here, new)  # a comment stays in the line of its item
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
    words = [_quoted(text, source.text[start:]) for text in texts]
    if not source.text[:start].rstrip().endswith("[") or not all(words):
        return None
    comma = ", " if head.strip() else f",\n{head}"
    return Edit(Location(source.name, line, column, line, column), "".join(f"{word}{comma}" for word in words))


def _quoted(text: str, neighbour: str) -> str:
    """A word in the quotes of the item that it comes next to; nothing where that is JSON, and the text more than a
    word.
    """
    quote = neighbour[:1] if neighbour.startswith(("'", '"')) else ""
    if quote and text.isalnum():
        return f"{quote}{text}{quote}"
    return "" if _JSON.match(neighbour) else text


def _before(at: At) -> str:
    """What stands before a word in its line."""
    place = at.location
    return at.origin.document.source.lines[place.line - 1][: place.column - 1]
