"""Whole runs on the stories of fixtures/apps, in every format. `pytest --update-goldens` accepts what changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from k8slint.cli import main
from tests.fixture import FIXTURES, ROOT
from tests.tools import HELM, KUSTOMIZE

GOLDENS = ROOT / "tests" / "goldens"
STATUS = {"bookstore": 0, "chart": 1, "orders": 1, "overlays": 1, "scraps": 2, "shop": 1}
TOOLS = {"chart": HELM, "overlays": KUSTOMIZE}
ENDINGS = {"text": "txt", "json": "json", "sarif": "sarif", "github": "github.txt"}


def test_every_story_has_a_status() -> None:
    assert {path.name for path in (FIXTURES / "apps").iterdir()} == set(STATUS)


@pytest.mark.parametrize("format_", ENDINGS)
@pytest.mark.parametrize("story", [pytest.param(story, marks=TOOLS.get(story, ())) for story in STATUS])
def test_run(story: str, format_: str, monkeypatch: pytest.MonkeyPatch, update_goldens: bool) -> None:
    monkeypatch.chdir(ROOT)
    run = CliRunner().invoke(main, ["check", f"fixtures/apps/{story}", "--format", format_])
    assert run.exit_code == STATUS[story]
    assert run.stderr == ""
    said = _without_tool(run.stdout) if format_ in ("json", "sarif") else run.stdout
    _compare(GOLDENS / f"{story}.{ENDINGS[format_]}", said, update_goldens)


def _compare(golden: Path, said: str, update: bool) -> None:
    if update:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said, encoding="utf-8", newline="\n")
    assert golden.read_text(encoding="utf-8") == said, "changed: pytest --update-goldens accepts it"


def _without_tool(text: str) -> str:
    """The report without the version and the rules' pages, which change without any finding changing."""
    report = json.loads(text)
    for part in (report, *report.get("runs", [])):
        part.pop("tool", None)
    for result in (found for run in report.get("runs", []) for found in run["results"]):
        result.pop("ruleIndex")
    return json.dumps(report, indent=2) + "\n"
