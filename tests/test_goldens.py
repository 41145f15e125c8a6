"""Whole runs on the stories of fixtures/apps, in every format. `pytest --update-goldens` accepts what changed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from k8slint.cli import main
from tests.fixture import FIXTURES, ROOT
from tests.tools import HELM, KUSTOMIZE

GOLDENS = ROOT / "tests" / "goldens"
STATUS = {"bookstore": 0, "chart": 1, "orders": 1, "overlays": 1, "scraps": 2, "shop": 1}
TOOLS = {"chart": HELM, "overlays": KUSTOMIZE}
ENDINGS = {
    "text": "txt",
    "json": "json",
    "sarif": "sarif",
    "github": "github.txt",
    "junit": "junit.xml",
    "markdown": "md",
    "html": "html.json",
}


def test_every_story_has_a_status() -> None:
    assert {path.name for path in (FIXTURES / "apps").iterdir()} == set(STATUS)


@pytest.mark.parametrize("format_", ENDINGS)
@pytest.mark.parametrize("story", [pytest.param(story, marks=TOOLS.get(story, ())) for story in STATUS])
def test_run(story: str, format_: str, monkeypatch: pytest.MonkeyPatch, update_goldens: bool) -> None:
    monkeypatch.chdir(ROOT)
    run = CliRunner().invoke(main, ["check", f"fixtures/apps/{story}", "--format", format_])
    assert run.exit_code == STATUS[story]
    assert run.stderr == ""
    steady = {
        "json": _without_tool,
        "sarif": _without_tool,
        "junit": _failing,
        "markdown": _without_pages,
        "html": _data,
    }
    said = steady.get(format_, str)(run.stdout)
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


def _failing(text: str) -> str:
    """The suites that have findings, without the version."""
    suites = re.findall(r"  <testsuite .*?</testsuite>\n", text, re.DOTALL)
    return "".join(re.sub(r' *<property name="k8slint.version".*\n', "", s) for s in suites if "nothing found" not in s)


def _without_pages(text: str) -> str:
    """The report without the rules' pages."""
    return text.partition("<details><summary>What these rules say")[0]


def _data(text: str) -> str:
    """What the page shows, without the version and the rules' pages."""
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', text)
    assert block
    data = {key: value for key, value in json.loads(block[1]).items() if key not in ("version", "rules")}
    return json.dumps(data, indent=2) + "\n"
