"""Words inside scalars have places of their own."""

from __future__ import annotations

import pytest

from k8slint.inputs.at import At
from k8slint.inputs.part import Part
from k8slint.inputs.read import read_text

SCALARS = {
    "plain": ("a: http://cart:80/\n", (1, 11)),
    "quoted": ('a: "http://cart:80/"\n', (1, 12)),
    "literal": ("a: |\n  x: 1\n  http://cart:80/\n", (3, 10)),
    "second": ("a: cart-x http://cart:80/\n", (1, 4)),
    "folded": ("a: >-\n  to\n  http://cart:80/\n", (3, 10)),
    "escaped": ('a: "http://c\\x61rt:80/"\n', (1, 4)),
}


def _part(text: str, number: int = 0) -> Part:
    document = read_text("a.yaml", "apiVersion: v1\nkind: A\n" + text).documents[0]
    value = document.root["a"]
    start = -1
    for _ in range(number + 1):
        start = value.index("cart", start + 1)
    return Part(At(document, ("a",)), start, start + 4)


@pytest.mark.parametrize("name", SCALARS)
def test_words_are_found_where_they_are_written(name: str) -> None:
    text, (line, column) = SCALARS[name]
    at = _part(text).location
    assert (at.line - 2, at.column) == (line, column)


def test_words_that_stand_twice_are_told_apart() -> None:
    assert _part("a: cart-x http://cart:80/\n", 1).location.column == 18
    assert _part("a: cart cart\n", 0) != _part("a: cart cart\n", 1)


def test_words_keep_the_path_of_their_scalar() -> None:
    assert _part("a: cart\n").dotted == "a"
