"""What a rendering tool complains of, the same each time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from k8slint.engine import check
from k8slint.inputs.render.tool import _last_words
from tests.repository import CART
from tests.tools import KUSTOMIZE


def test_dates_and_processes_of_log_lines_are_left_out() -> None:
    said = b"I1125 20:18:46.397214    4972 run.go:7] walking\nbad\n"
    assert _last_words(io.BytesIO(said)) == "run.go:7] walking bad"


def test_what_is_said_before_the_error_is_left_out() -> None:
    said = b"# Warning: 'vars' is deprecated.\nload.go:120: Warning: old\nError: one\n  two\n"
    assert _last_words(io.BytesIO(said)) == "Error: one two"


@KUSTOMIZE
def test_the_machine_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build runs in a folder of its own, from which the tool counts what it names."""
    (tmp_path / "prod").mkdir()
    (tmp_path / "base").mkdir()
    (tmp_path / "prod" / "kustomization.yaml").write_text("resources: [../base]\n")
    (tmp_path / "base" / "kustomization.yaml").write_text("resources: [cart.yaml]\nnoSuch: field\n")
    (tmp_path / "base" / "cart.yaml").write_text(CART)
    monkeypatch.chdir(tmp_path)
    (failed,) = (each for each in check(["."]).findings if each.rule == "kustomization-build-fails")
    assert "noSuch" in failed.message
    assert tmp_path.name not in failed.message
    assert "../.." not in failed.message
