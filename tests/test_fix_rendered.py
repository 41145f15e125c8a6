"""`check --fix` where objects are rendered: what stands in a file as it is is mended there, all else is told."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.fixture import ROOT
from tests.repository import BAD_CART, CART, UNRESOLVED, Repository
from tests.tools import HELM, KUSTOMIZE

BASE = "resources: [cart.yaml]\n"
OVERLAY = "resources: [../base]\n"
PATCHED = f"""{OVERLAY}patches:
- target: {{kind: Pod}}
  patch: |-
    - {{op: add, path: /spec/containers/0/ports/-, value: {{name: htp, containerPort: 81}}}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Repository:
    (tmp_path / ".git").mkdir()
    return Repository(tmp_path)


def overlays(folder: Repository, cart: str, **tops: str) -> Path:
    folder.write("base/kustomization.yaml", BASE)
    for name, text in tops.items():
        folder.write(f"{name}/kustomization.yaml", text)
    return folder.write("base/cart.yaml", cart)


@KUSTOMIZE
def test_the_story_of_two_overlays(folder: Repository) -> None:
    shutil.copytree(ROOT / "fixtures" / "apps" / "overlays", folder.folder / "k8s")
    done = folder.k8slint("check", "k8s", "--fix")
    assert (done.returncode, done.stderr.splitlines()) == (
        0,
        [
            "k8slint: fixed k8s/base/web.yaml:26:10: [service-selects-no-pods] select app=web",
            f"k8slint: fixed k8s/components/metrics/kustomization.yaml:9:54: [{UNRESOLVED}] target metrics",
            "k8slint: fixed k8s/overlays/prod/ingress.yaml:14:47: [ingress-backend-port-missing] name port 80",
            f"k8slint: fixed k8s/overlays/prod/kustomization.yaml:22:21: [{UNRESOLVED}] target http",
            "k8slint: fixed 4 findings in 4 files",
        ],
    )
    assert "    app: web\n" in (folder.folder / "k8s/base/web.yaml").read_text()
    again = folder.k8slint("check", "k8s", "--fix")
    assert again.stderr == "k8slint: fixed 0 findings in 0 files\n"
    assert again.stdout == done.stdout


@KUSTOMIZE
def test_a_base_is_mended_for_all_that_are_made_of_it(folder: Repository) -> None:
    file = overlays(folder, BAD_CART, dev=OVERLAY, prod=OVERLAY)
    done = folder.k8slint("check", ".", "--fix")
    assert done.stderr.splitlines()[-1] == "k8slint: fixed 1 finding in 1 file"
    assert file.read_text() == CART
    assert done.returncode == 0


@KUSTOMIZE
def test_a_base_that_another_overlay_needs_as_it_is_stays(folder: Repository) -> None:
    file = overlays(folder, BAD_CART, dev=OVERLAY, prod=PATCHED)
    done = folder.k8slint("check", ".", "--fix")
    assert "not fixed: base/cart.yaml:7:39: [service-target-port-unresolved]" in done.stderr
    assert "or another build needs it as it is" in done.stderr
    assert (done.returncode, file.read_text()) == (1, BAD_CART)


@KUSTOMIZE
def test_a_patch_that_another_overlay_needs_as_it_is_stays(folder: Repository) -> None:
    component = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"
    patch = f"{component}patches:\n- {{path: patch.yaml, target: {{kind: Service}}}}\n"
    with_port = PATCHED.replace(OVERLAY, f"{OVERLAY}components: [../common]\n")
    overlays(folder, CART, dev=f"{OVERLAY}components: [../common]\n", prod=with_port, common=patch)
    text = "- {op: replace, path: /spec/ports/0/targetPort, value: htp}\n"
    file = folder.write("common/patch.yaml", text)
    done = folder.k8slint("check", ".", "--fix")
    assert "not fixed: common/patch.yaml:1:" in done.stderr, done.stdout
    assert (done.returncode, file.read_text()) == (1, text)


@KUSTOMIZE
def test_a_base_outside_of_what_is_checked_stays(folder: Repository) -> None:
    file = overlays(folder, BAD_CART, dev=OVERLAY)
    done = folder.k8slint("check", "dev", "--fix")
    assert "the file lies outside of what is checked" in done.stderr
    assert (done.returncode, file.read_text()) == (1, BAD_CART)
    assert folder.k8slint("check", "dev", "base", "--fix").returncode == 0
    assert file.read_text() == CART


@KUSTOMIZE
def test_a_key_is_mended(folder: Repository) -> None:
    file = overlays(folder, CART.replace("selector:", "selectr:"), dev=OVERLAY, prod=OVERLAY)
    done = folder.k8slint("check", ".", "--fix")
    assert done.stderr.splitlines()[-1] == "k8slint: fixed 1 finding in 1 file", done.stderr
    assert file.read_text() == CART


@KUSTOMIZE
def test_an_anchor_in_a_file_of_a_build_is_left(folder: Repository) -> None:
    anchored = CART.replace("name: web, port: 80, targetPort: http", "targetPort: &n htp, port: 80, name: *n")
    file = overlays(folder, anchored, dev=OVERLAY)
    done = folder.k8slint("check", ".", "--fix")
    assert "more than one value (an anchor)" in done.stderr
    assert file.read_text() == anchored


@KUSTOMIZE
def test_a_dry_run_writes_nothing(folder: Repository) -> None:
    file = overlays(folder, BAD_CART, dev=OVERLAY, prod=OVERLAY)
    done = folder.k8slint("check", ".", "--fix", "--dry-run")
    assert "+  - {name: web, port: 80, targetPort: http}" in done.stdout.splitlines()
    assert file.read_text() == BAD_CART


@HELM
def test_values_are_told_and_literals_of_templates_mended(folder: Repository) -> None:
    shutil.copytree(ROOT / "fixtures" / "apps" / "chart", folder.folder / "chart")
    before = {path: path.read_text() for path in folder.folder.rglob("*.yaml")}
    done = folder.k8slint("check", "chart", "--fix")
    assert "not fixed: chart/values.yaml:7:13: [service-selects-no-pods]" in done.stderr
    assert done.stderr.splitlines()[-1] == "k8slint: fixed 0 findings in 0 files"
    assert {path: path.read_text() for path in before} == before
    shutil.rmtree(folder.folder / "chart")
    folder.write("shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n")
    text = BAD_CART.replace("{app: cart}", '{app: cart, release: "{{ .Release.Name }}"}')
    file = folder.write("shop/templates/cart.yaml", text)
    assert folder.k8slint("check", os.curdir, "--fix").returncode == 0
    assert file.read_text() == text.replace("htp", "http")
