"""The library: its names, and every Python example of its page."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import k8slint
from tests.fixture import ROOT

PAGE = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^## (\w+)\n.*?^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("title", "code"), EXAMPLES, ids=[title for title, _ in EXAMPLES])
def test_example_of_the_page(title: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures", symlinks=True)
    monkeypatch.chdir(tmp_path)
    exec(compile(code, f"docs/library.md, {title}", "exec"), {})


def test_page_has_an_example_a_section() -> None:
    assert len(EXAMPLES) == PAGE.count("\n## ") >= 5


@pytest.mark.parametrize("name", k8slint.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    assert getattr(k8slint, name).__doc__


def test_names_for_type_checkers_are_the_names_at_run_time() -> None:
    source = Path(k8slint.__file__).read_text(encoding="utf-8")
    assert sorted(re.findall(r"import (\w+) as \1", source)) == k8slint.__all__


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys, k8slint; print(sorted(m for m in sys.modules if m.startswith(('k8slint.', 'yaml', 'z3'))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
