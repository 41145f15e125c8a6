"""The language server in workspaces of kustomizations and charts."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from tests.editor import Editor, applied
from tests.fixture import FIXTURES
from tests.tools import HELM, KUSTOMIZE, fake

SLIP = "service-selects-no-pods"


def codes(diagnostics: list[dict[str, object]]) -> set[object]:
    return {each["code"] for each in diagnostics}


def lines(diagnostics: list[dict[str, object]], code: str) -> list[int]:
    return [each["range"]["start"]["line"] for each in diagnostics if each["code"] == code]  # type: ignore[index]


@pytest.fixture
def overlays(tmp_path: Path) -> Path:
    """A base with two overlays, in which a Service selects a label with a slip."""
    return Path(shutil.copytree(FIXTURES / "apps/overlays", tmp_path.resolve() / "shop"))


@KUSTOMIZE
def test_files_of_a_build_have_the_findings_of_what_it_makes(overlays: Path) -> None:
    editor = Editor(overlays)
    slip = next(each for each in editor.wait(overlays / "base/web.yaml") if each["code"] == SLIP)
    assert slip["message"] == "no pod in namespace shop-dev has app=wbe; 1 pod has app=web"
    editor.settle()
    ingress = editor.diagnostics[(overlays / "overlays/prod/ingress.yaml").as_uri()]
    assert codes(ingress) == {"ingress-backend-port-missing"}
    assert editor.close() == 0


def test_without_a_build_its_resources_are_not_judged_as_they_stand(overlays: Path) -> None:
    """Read alone, the Ingress would lack its Service, which the overlay brings."""
    web = overlays / "base/web.yaml"
    editor = Editor(overlays, options=("--no-builds",))
    told = editor.wait(overlays / "overlays/dev/kustomization.yaml")
    assert codes(told) == {"kustomization-not-rendered"}
    editor.settle()
    assert (overlays / "overlays/prod/ingress.yaml").as_uri() not in editor.diagnostics
    editor.open(web, web.read_text().replace("name: web\n", "name: web\n  nmae: web\n", 1) + "---\na: [\n")
    assert codes(editor.wait(web)) == {"yaml-invalid", "unknown-field"}
    assert editor.close() == 0


@KUSTOMIZE
def test_what_is_built_counts_as_saved_and_its_findings_stay_at_their_lines(overlays: Path) -> None:
    web = overlays / "base/web.yaml"
    text = web.read_text(encoding="utf-8")
    editor = Editor(overlays)
    (line,) = lines(editor.wait(web), SLIP)
    editor.open(web)
    editor.wait(web)
    editor.change(web, f"# one\n# two\n{text}", version=2)
    assert lines(moved := editor.wait(web), SLIP) == [line + 2]
    assert editor.actions(web, next(each["range"] for each in moved if each["code"] == SLIP)) == []
    editor.change(web, text.replace("wbe", "we"), version=3)
    assert SLIP not in codes(editor.wait(web)), "the line is being changed"
    mended = text.replace("wbe", "web")
    editor.change(web, mended, version=4)
    editor.settle()
    editor.save(web, mended)
    editor.settle(2)
    assert SLIP not in codes(editor.diagnostics[web.as_uri()])
    assert editor.close() == 0


@KUSTOMIZE
def test_quick_fix_of_a_built_file_is_applied_where_it_is_written(overlays: Path) -> None:
    web = overlays / "base/web.yaml"
    editor = Editor(overlays)
    editor.wait(web)
    editor.open(web)
    slip = next(each for each in editor.wait(web) if each["code"] == SLIP)
    [action] = [each for each in editor.actions(web, slip["range"]) if each["title"] == "select app=web"]
    [change] = action["edit"]["documentChanges"]
    text = web.read_text(encoding="utf-8")
    assert applied(text, change["edits"]) == text.replace("wbe", "web")
    assert editor.close() == 0


@HELM
def test_values_and_templates_of_a_chart_have_its_findings(tmp_path: Path) -> None:
    chart = Path(shutil.copytree(FIXTURES / "apps/chart", tmp_path.resolve() / "chart"))
    values = chart / "ci/ingress-values.yaml"
    text = values.read_text(encoding="utf-8")
    editor = Editor(chart)
    (line,) = lines(editor.wait(values), "ingress-backend-port-missing")
    editor.open(values)
    editor.wait(values)
    editor.change(values, f"\n{text}", version=2)
    assert lines(editor.wait(values), "ingress-backend-port-missing") == [line + 1]
    editor.settle()
    editor.save(values, text.replace("8080", "80"))
    assert "ingress-backend-port-missing" not in codes(editor.wait(values))
    assert editor.close() == 0


def slow_workspace(tmp_path: Path) -> tuple[Path, Path, str]:
    """A workspace with a plain manifest, the file that keeps its builds waiting, and the PATH with the builder."""
    root, tools, brake = tmp_path.resolve() / "work", tmp_path.resolve() / "tools", tmp_path.resolve() / "brake"
    for folder in (root / "kustomized", tools):
        folder.mkdir(parents=True)
    (root / "kustomized/kustomization.yaml").write_text("resources: [a.yaml]\n", encoding="utf-8")
    (root / "kustomized/a.yaml").write_text("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", encoding="utf-8")
    plain = (FIXTURES / "apps/shop/cart.yaml").read_text(encoding="utf-8")
    (root / "cart.yaml").write_text(plain, encoding="utf-8")
    code = f"""
    import os, time
    while os.path.exists({str(brake)!r}):
        time.sleep(0.05)
    print("apiVersion: v1\\nkind: ConfigMap\\nmetadata: {{name: a}}")
    """
    fake(tools, "kustomize", code)
    return root, brake, f"{tools}{os.pathsep}{os.environ['PATH']}"


def test_a_slow_build_keeps_nobody_waiting(tmp_path: Path) -> None:
    root, brake, path = slow_workspace(tmp_path)
    cart = root / "cart.yaml"
    text = cart.read_text(encoding="utf-8")
    editor = Editor(root, PATH=path)
    editor.open(cart)
    assert SLIP in codes(editor.wait(cart))
    editor.settle()
    brake.touch()
    editor.save(root / "kustomized/kustomization.yaml", "resources: [a.yaml]\nnamePrefix: x-\n")
    time.sleep(0.5)
    editor.change(cart, text.replace("cartt", "cart"), version=2)
    assert SLIP not in codes(editor.wait(cart)), "while the build waits"
    brake.unlink()
    editor.settle()
    editor.change(cart, text, version=3)
    assert SLIP in codes(editor.wait(cart))
    assert editor.close() == 0


def test_no_build_keeps_the_server_from_going(tmp_path: Path) -> None:
    root, brake, path = slow_workspace(tmp_path)
    brake.touch()
    editor = Editor(root, PATH=path)
    time.sleep(1.5)
    begun = time.monotonic()
    assert editor.close() == 0
    assert time.monotonic() - begun < 5
    brake.unlink()


def test_a_file_that_is_broken_on_the_disk_is_mended_in_the_editor_beside_builds(tmp_path: Path) -> None:
    root, _, path = slow_workspace(tmp_path)
    cart = root / "cart.yaml"
    text = cart.read_text(encoding="utf-8")
    cart.write_text(f"{text}---\na: [\n", encoding="utf-8")
    editor = Editor(root, PATH=path)
    assert "yaml-invalid" in codes(editor.wait(cart))
    editor.open(cart, text)
    assert codes(editor.wait(cart)) == {SLIP}
    assert editor.close() == 0
