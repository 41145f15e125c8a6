"""Edits that add a key or an item keep the layout of what is there."""

from __future__ import annotations

import pytest

from k8slint.finding import Fix
from k8slint.fix.change import Change, changed
from k8slint.inputs.at import At
from k8slint.inputs.read import read_text
from k8slint.model.insertion import above, beside, first_items

HEAD = "apiVersion: v1\nkind: Pod\n"


def place(text: str, *path: str | int) -> At:
    (document,) = read_text("a.yaml", HEAD + text).documents
    return At(document, path)


def applied(at: At, fix: Fix | None) -> str | None:
    if fix is None:
        return None
    source = at.document.source
    return changed([source], (Change.of(edit, source) for edit in fix.edits))["a.yaml"].removeprefix(HEAD)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("spec:\n  a: [x]  # c\n", "spec:\n  a: [x, y]  # c\n"),
        ("spec: {a: [w, 'x']}\n", "spec: {a: [w, 'x', y]}\n"),
        ("spec:\n  a:\n  - x\n", "spec:\n  a:\n  - x\n  - y\n"),
        ("spec:\n  a:\n    -   x  # c\n  b: 1\n", "spec:\n  a:\n    -   y\n    -   x  # c\n  b: 1\n"),
        ("spec:\n  a:\n  - x\r\n  b: 1\r\n", "spec:\n  a:\n  - x\r\n  - y\r\n  b: 1\r\n"),
        ("spec:\n  a: [\n    x]\n", None),
    ],
)
def test_an_item_is_added(text: str, after: str | None) -> None:
    index = 1 if "w, " in text else 0
    at = place(text, "spec", "a", index)
    assert applied(at, beside(at, "y", "add y")) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("spec:\n  a: 1  # c\n", "spec:\n  k: v\n  a: 1  # c\n"),
        ("spec:\n  'a': 1", "spec:\n  k: v\n  'a': 1"),
        ("spec: {a: 1}\n", None),
    ],
)
def test_a_line_is_added(text: str, after: str | None) -> None:
    key = place(text, "spec", "a").key
    assert applied(key, above(key, "k: v", "set k")) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("spec:\n  a:\n  - x  # c\n", "spec:\n  a:\n  - v\n  - w\n  - x  # c\n"),
        (
            "spec:\n  a:\n    -   {b: 1}\r\n  c: 1\r\n",
            "spec:\n  a:\n    - v\r\n    - w\r\n    -   {b: 1}\r\n  c: 1\r\n",
        ),
        ("spec: {a: [ 'x']}\n", "spec: {a: [ v, w, 'x']}\n"),
        ("spec:\n  a: []\n", None),
        ("spec:\n  a: [\n    x]\n", None),
        ("spec:\n  a:\n  - &b x\n", "spec:\n  a:\n  - v\n  - w\n  - &b x\n"),
    ],
)
def test_items_are_put_in_front(text: str, after: str | None) -> None:
    items = place(text, "spec", "a")
    edit = first_items(items, ("v", "w"))
    assert applied(items, Fix("add", (edit,)) if edit else None) == after
