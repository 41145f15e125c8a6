"""Rendering tools for tests: the real ones where they are installed, and scripts that stand for them."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pytest

from k8slint.inputs.render import kustomize
from k8slint.inputs.render.tool import find_tool

KUSTOMIZE = pytest.mark.skipif(
    find_tool("kustomize", "kubectl") is None, reason="neither kustomize nor kubectl is installed"
)
HELM = pytest.mark.skipif(find_tool("helm") is None, reason="helm is not installed")


def fake(folder: Path, name: str, code: str) -> str:
    """A program that runs Python code: `arguments` are its arguments; an empty environment is enough for it."""
    program = folder / name
    program.write_text(f"#!{sys.executable}\nimport sys\narguments = sys.argv[1:]\n{textwrap.dedent(code)}")
    program.chmod(0o755)
    return str(program)


def use_kustomize(monkeypatch: pytest.MonkeyPatch, program: str | None) -> None:
    """Lets k8slint find that program, or none."""
    monkeypatch.setattr(kustomize, "find_tool", lambda *_: program)
