"""New items of a list, as an edit of the text in which the list is written."""

from __future__ import annotations

from collections.abc import Sequence

from k8slint.inputs.at import At, Location
from k8slint.inputs.node import YamlList


def first_items(items: At, texts: Sequence[str]) -> tuple[Location, str] | None:
    """Where, and what, to insert so that a list begins with some items, each YAML in one line.

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
        return Location(source.name, line, dash + 1, line, dash + 1), "".join(
            f"- {text}\n{head[:dash]}" for text in texts
        )
    if head.rstrip().endswith("["):
        return Location(source.name, line, column, line, column), "".join(f"{text}, " for text in texts)
    return None
