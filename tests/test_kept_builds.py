"""A build of which nothing has changed is not carried out again; whatever it may read counts."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from k8slint.cache.store import Store
from k8slint.config import Config
from k8slint.engine import check, check_reading
from k8slint.inputs.ahead import Ahead
from k8slint.inputs.packing import unpacked
from k8slint.inputs.read import read
from k8slint.inputs.render.footprint import Footprint
from k8slint.inputs.render.kept import Asked, KeptBuilds
from k8slint.inputs.render.tool import Done, find_tool, run_tool
from k8slint.inputs.source import Source
from k8slint.report.json import render
from tests.fixture import FIXTURES
from tests.yaml_text import SERVICE

SECRET = "# Source: shop/templates/secret.yaml\napiVersion: v1\nkind: Secret\nstringData:\n  password: hunter2\n"
PRINTED = f"---\n# Source: shop/templates/web.yaml\n{SERVICE}---\n{SECRET}---\nkind: Secret\ndata: {{a: hunter2}}\n"


class Chart:
    """A chart beside a file of values, and a tool that counts how often it is run."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.kept, self.runs = folder, folder / "kept", 0
        (folder / "chart" / "templates").mkdir(parents=True)
        (folder / "chart" / "Chart.yaml").write_text("name: shop\n")
        (folder / "chart" / "templates" / "web.yaml").write_text(SERVICE)
        for name in ("values.yaml", "tool"):
            (folder / name).write_text("a: 1\n")
        self.meanwhile: Callable[[], object] = lambda: None
        self.said = Done(PRINTED)

    def done(self, question: str = "shop", program: str = "this one") -> Done:
        asked = Asked(*(str(self.folder / "tool"), question, [str(self.folder / "chart")], [str(self.values)]))
        return KeptBuilds(Store(str(self.kept)), lambda: program, Footprint()).done(asked, self._run)

    @property
    def values(self) -> Path:
        return self.folder / "values.yaml"

    def _run(self) -> Done:
        self.runs += 1
        self.meanwhile()
        return self.said


@pytest.fixture
def chart(tmp_path: Path) -> Chart:
    return Chart(tmp_path)


def test_the_same_is_asked_once(chart: Chart) -> None:
    first, second = chart.done(), chart.done()
    assert chart.runs == 1
    assert first.pack == second.pack
    assert first.pack and second.text
    (service, secret) = unpacked(second.pack or b"", Source("", second.text)).documents
    assert [service.kind, secret.root] == [
        "Service",
        {"apiVersion": "v1", "kind": "Secret", "stringData": {"password": ""}},
    ]
    assert second.text.startswith(PRINTED[: secret.offset])
    assert second.text[secret.offset :].split() == ["#", "Source:", "shop/templates/secret.yaml"]


CHANGES: dict[str, Callable[[Path], object]] = {
    "a template": lambda folder: (folder / "chart" / "templates" / "web.yaml").write_text("a: 2\n"),
    "another file": lambda folder: (folder / "chart" / "note.txt").write_text("a: 2\n"),
    "a file less": lambda folder: (folder / "chart" / "templates" / "web.yaml").unlink(),
    "a name": lambda folder: (folder / "chart" / "Chart.yaml").rename(folder / "chart" / "chart.yaml"),
    "values": lambda folder: (folder / "values.yaml").write_text("a: 2\n"),
    "the tool": lambda folder: (folder / "tool").write_text("another version\n"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen(chart: Chart, change: Callable[[Path], object]) -> None:
    chart.done()
    change(chart.folder)
    chart.done()
    assert chart.runs == 2


def test_another_question_and_another_program_are_others(chart: Chart) -> None:
    chart.done()
    chart.done("stage")
    chart.done(program="another one")
    assert chart.runs == 3


def test_what_fails_is_asked_again(chart: Chart) -> None:
    chart.said = Done(None, "no")
    assert [chart.done(), chart.done()] == [chart.said] * 2
    assert chart.runs == 2


def test_what_changes_while_a_tool_reads_is_not_kept(chart: Chart) -> None:
    chart.meanwhile = lambda: chart.values.write_text("a: 2\n")
    chart.done()
    chart.values.write_text("a: 1\n")
    chart.done()
    assert chart.runs == 2


def test_no_value_of_a_secret_is_kept(chart: Chart) -> None:
    chart.done()
    second = chart.done()
    assert chart.runs == 1
    assert "hunter2" not in (second.text or "")
    assert b"hunter2" not in (second.pack or b"")


def test_a_list_with_a_secret_and_more_is_not_kept(chart: Chart) -> None:
    items = "[{apiVersion: v1, kind: Secret, data: {a: hunter2}}, {apiVersion: v1, kind: Service}]"
    chart.said = Done(f"apiVersion: v1\nkind: List\nitems: {items}\n")
    assert chart.done().pack
    assert not chart.kept.exists()


ODD: dict[str, Callable[[Path], object]] = {
    "a link to a folder": lambda folder: (folder / "chart" / "charts").symlink_to(folder),
    "a link to nowhere": lambda folder: (folder / "chart" / "a.yaml").symlink_to("nowhere"),
    "a pipe": lambda folder: os.mkfifo(folder / "chart" / "pipe"),
    "installed software": lambda folder: (folder / "chart" / "node_modules").mkdir(),
    "a history that nothing excludes": lambda folder: (folder / "chart" / ".git").mkdir(),
    "no values": lambda folder: (folder / "values.yaml").unlink(),
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_what_nobody_can_vouch_for_is_not_kept(chart: Chart, change: Callable[[Path], object]) -> None:
    change(chart.folder)
    assert [chart.done(), chart.done()] == [chart.said] * 2
    assert not chart.kept.exists()


def test_the_history_of_an_excluding_chart_does_not_matter(chart: Chart) -> None:
    (chart.folder / "chart" / ".git").mkdir()
    (chart.folder / "chart" / ".helmignore").write_text(".git/\n")
    chart.done()
    (chart.folder / "chart" / ".git" / "HEAD").write_text("other\n")
    chart.done()
    assert chart.runs == 1


def test_a_broken_entry_is_none(chart: Chart) -> None:
    chart.done()
    for path in (chart.kept).iterdir():
        path.write_bytes(path.read_bytes()[:-2])
    chart.done()
    assert chart.runs == 2


TOOLS = {"overlays": ("kustomize", "kubectl"), "chart": ("helm",)}


@pytest.mark.parametrize("app", TOOLS)
def test_real_tools_run_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, app: str) -> None:
    if not find_tool(*TOOLS[app]):
        pytest.skip(f"none of {TOOLS[app]} is installed")
    runs = list[list[str]]()

    def noted(command: list[str], *others: Any) -> Done:
        runs.append(command)
        return run_tool(command, *others)

    for module in ("kustomize", "helm"):
        monkeypatch.setattr(f"k8slint.inputs.render.{module}.run_tool", noted)
    paths, config = [str(FIXTURES / "apps" / app)], Config()
    plain, count = render(check(paths, config)), len(runs)
    assert count
    for _ in range(2):
        ahead = Ahead(builds=lambda: KeptBuilds(Store(str(tmp_path)), lambda: "this one", Footprint()))
        reading = read(paths, config.paths, config.rendering, ahead=ahead)
        assert render(check_reading(reading, config)) == plain
        assert len(runs) == 2 * count
