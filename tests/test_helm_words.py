"""What helm complains of is told at the place that it speaks of."""

from __future__ import annotations

from pathlib import Path

import pytest

from k8slint.inputs.fault import Fault
from k8slint.inputs.read import read
from k8slint.inputs.render.rendering import Release, Rendering
from tests.tools import HELM

CHART = "apiVersion: v2\nname: shop\nversion: 1.0.0\n"
NEEDS = CHART + "dependencies:\n- {name: redis, version: 1.x, repository: 'https://example.org'}\n"
BROKEN = {
    "a value that is not there": ({"templates/a.yaml": "a:\n  b: {{ .Values.a.b }}\n"}, "templates/a.yaml", 2, 16),
    "in a helper": (
        {"templates/a.yaml": '{{ include "x" . }}', "templates/_x.tpl": '{{ define "x" }}\n{{ .Values.a.b }}{{ end }}'},
        "templates/_x.tpl",
        2,
        11,
    ),
    "a function that is not there": ({"templates/a.yaml": "a: 1\nb: {{ nix }}\n"}, "templates/a.yaml", 2, 1),
    "it makes no YAML": ({"templates/a.yaml": "kind: {{ .Chart.Name }}: x\n"}, "templates/a.yaml", 1, 1),
    "it says so": ({"templates/a.yaml": '\n{{ fail "no host" }}\n'}, "templates/a.yaml", 2, 4),
    "values": ({"values.yaml": "a: 1\nb: [\n"}, "values.yaml", 2, 4),
    "values that are no mapping": ({"values.yaml": "- a\n"}, "values.yaml", 1, 1),
    "a values file": ({"ci/a-values.yaml": "a: 1\n\tb: 2\n"}, "ci/a-values.yaml", 2, 1),
    "what it is": ({"Chart.yaml": "name: [\n"}, "Chart.yaml", 1, 7),
    "a chart that is not there": ({"Chart.yaml": NEEDS}, "Chart.yaml", 5, 10),
    "in a chart of another name": (
        {"charts/folder/Chart.yaml": CHART.replace("shop", "redis"), "charts/folder/templates/a.yaml": "{{ nix }}"},
        "charts/folder/templates/a.yaml",
        1,
        1,
    ),
}


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def write(files: dict[str, str]) -> None:
    for path, text in {"Chart.yaml": CHART, **files}.items():
        file = Path("shop", path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def faults(*releases: Release) -> list[Fault]:
    return read(["."], rendering=Rendering(releases=releases)).faults


@HELM
@pytest.mark.parametrize("name", BROKEN)
def test_it_is_told_where_it_has_to_change(name: str) -> None:
    files, path, line, column = BROKEN[name]
    write(files)
    (fault,) = faults()
    assert (fault.at.file, fault.at.line, fault.at.column) == (f"shop/{path}", line, column)
    assert "--debug" not in fault.message


@HELM
def test_what_is_missing_is_named() -> None:
    write({"Chart.yaml": NEEDS})
    (fault,) = faults()
    assert fault.message == (
        "a Helm chart that is not rendered, since redis is missing: run helm dependency build shop first"
    )
