"""What a rendering tool complains of, the same each time."""

from __future__ import annotations

import io

from k8slint.inputs.render.tool import _last_words


def test_dates_and_processes_of_log_lines_are_left_out() -> None:
    said = b"I1125 20:18:46.397214    4972 run.go:7] walking\nbad\n"
    assert _last_words(io.BytesIO(said)) == "run.go:7] walking bad"


def test_what_is_said_before_the_error_is_left_out() -> None:
    said = b"# Warning: 'vars' is deprecated.\nload.go:120: Warning: old\nError: one\n  two\n"
    assert _last_words(io.BytesIO(said)) == "Error: one two"
