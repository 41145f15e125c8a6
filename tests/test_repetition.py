"""A line that is there twice goes only where it is the whole of both, letter for letter."""

from __future__ import annotations

import pytest

from k8slint.fix.change import Change, changed
from k8slint.inputs.fault import FaultKind
from k8slint.inputs.read import read_text
from k8slint.model.repetition import without

HEAD = "apiVersion: v1\nkind: Pod\n"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("spec:\n  a: 1\n  b: 2\n  a: 1\n", "spec:\n  a: 1\n  b: 2\n"),
        ("spec:\r\n  a: 1\r\n  a: 1\r\n  b: 2\r\n", "spec:\r\n  a: 1\r\n  b: 2\r\n"),
        ("spec:\n- a: 1\n  a: 1", "spec:\n- a: 1"),
        ("spec:\n  a: 1\n  a: 2\n", None),
        ("spec:\n  a: 1\n  a: 1 # c\n", None),
        ("spec:\n  a: 1  \n  a: 1\n", None),
        ("spec: {a: 1, a: 1}\n", None),
        ("spec:\n  a:\n    b: 1\n  a:\n    b: 1\n", None),
        ("spec:\n  a: |\n    x\n  a: |\n    y\n", None),
        ("spec:\n  a:\n  - x\n  a:\n  - y\n", None),
        ("spec:\n  a: 'x\n    y'\n  a: 'x\n    z'\n", None),
    ],
)
def test_a_second_line(text: str, after: str | None) -> None:
    reading = read_text("a.yaml", HEAD + text)
    (fault,) = reading.faults_of(FaultKind.DUPLICATE_KEY)
    assert fault.first
    source = reading.sources[0]
    fix = without(fault.at, fault.first, source)
    done = changed([source], [Change.of(edit, source) for edit in fix.edits])["a.yaml"] if fix else None
    assert done == (HEAD + after if after else None)
