"""Where no temporary file can be written (an image that is read-only), what needs one says so, and the rest goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from k8slint.engine import check
from k8slint.inputs.checkout import checked_out
from k8slint.inputs.git import NoSuchRevision
from tests.repository import Repository
from tests.tools import HELM, KUSTOMIZE
from tests.yaml_text import SERVICE


@pytest.fixture(autouse=True)
def no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr("tempfile.gettempdir", fails)


def said(folder: Path) -> list[tuple[str, str]]:
    return [(finding.rule, finding.message) for finding in check([str(folder)]).findings]


@KUSTOMIZE
def test_kustomizations_are_left(tmp_path: Path) -> None:
    (tmp_path / "kustomization.yaml").write_text("resources: [a.yaml]\n")
    (tmp_path / "a.yaml").write_text(SERVICE)
    message = dict(said(tmp_path))["kustomization-not-rendered"]
    assert "let TMPDIR name a folder that can be written, or build it first" in message


@HELM
def test_charts_are_left(tmp_path: Path) -> None:
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: shop\nversion: 1.0.0\n")
    (rule, message), *_ = said(tmp_path)
    assert "let TMPDIR name a folder that can be written, or render it first" in message, rule


def test_revisions_are_not_written_out(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.git("init", "--quiet")
    repository.write("a.yaml", SERVICE)
    repository.commit()
    with (
        pytest.raises(NoSuchRevision, match="cannot be written out: let TMPDIR name"),
        checked_out("HEAD", str(tmp_path)),
    ):
        pass
