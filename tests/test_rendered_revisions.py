"""Overlays in a history: the old tree has what builds need, also outside of the folder that is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.repository import BAD_CART, CART, UNRESOLVED, Repository
from tests.tools import HELM, KUSTOMIZE

POLICY = """apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: cart}
spec: {podSelector: {matchLabels: {app: cart}}, ingress: [{from: [{podSelector: {}}]}]}
"""
APPLICATION = """apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: cart, namespace: argocd}
spec:
  source: {repoURL: "https://git.example/shop/config.git", path: overlays/prod}
  destination: {namespace: live}
"""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    made.git("init", "--quiet", "--initial-branch=main")
    made.git("remote", "add", "origin", "https://git.example/shop/config.git")
    made.write("base/kustomization.yaml", "resources: [cart.yaml]\n")
    made.write("base/cart.yaml", BAD_CART)
    for name in ("dev", "prod"):
        made.write(f"overlays/{name}/kustomization.yaml", f"namespace: {name}\nresources: [../../base]\n")
    made.commit()
    return made


def introduced(repository: Repository, *paths: str) -> tuple[list[tuple[str, str]], int]:
    """Errors that are told, and how many are not."""
    done = repository.k8slint("check", *paths, "--diff-base", "HEAD", "--format", "json")
    assert done.returncode < 2, done.stderr
    report = json.loads(done.stdout)
    found = [(f["rule"], f["location"]["file"]) for f in report["findings"] if f["severity"] == "error"]
    return found, report["summary"]["baselined"]


@KUSTOMIZE
@pytest.mark.parametrize(("path", "known"), [("overlays/prod", 1), ("overlays", 1), (".", 1)])
def test_what_overlays_had_is_not_told(repository: Repository, path: str, known: int) -> None:
    assert introduced(repository, path) == ([], known)


@KUSTOMIZE
def test_what_a_base_brings_is_told(repository: Repository) -> None:
    repository.write("base/cart.yaml", CART)
    repository.commit()
    repository.write("base/cart.yaml", BAD_CART)
    assert introduced(repository, "overlays/prod") == ([(UNRESOLVED, "base/cart.yaml")], 0)
    assert introduced(repository, "overlays") == ([(UNRESOLVED, "base/cart.yaml")], 0)


@KUSTOMIZE
def test_the_connections_of_an_overlay_are_compared(repository: Repository) -> None:
    repository.write("base/policy.yaml", POLICY)
    repository.write("base/kustomization.yaml", "resources: [cart.yaml, policy.yaml]\n")
    done = repository.k8slint("diff", "--git", "HEAD", "overlays/prod", "--fail-on-change")
    assert done.returncode == 1, done.stderr
    assert "prod/Pod/cart" in done.stdout
    assert repository.k8slint("diff", "--git", "HEAD", "overlays/dev").returncode == 0


@KUSTOMIZE
def test_each_overlay_is_compared_with_what_it_was(repository: Repository) -> None:
    done = repository.k8slint("diff", "--git", "HEAD", "overlays", "--fail-on-change")
    assert (done.returncode, done.stdout) == (0, "no connection changes\n"), done.stderr
    repository.write("overlays/prod/policy.yaml", POLICY)
    repository.write("overlays/prod/kustomization.yaml", "namespace: prod\nresources: [../../base, policy.yaml]\n")
    repository.write("overlays/alpha/kustomization.yaml", "namespace: alpha\nresources: [../../base]\n")
    done = repository.k8slint("diff", "--git", "HEAD", "overlays", "--fail-on-change")
    assert done.returncode == 1
    assert done.stdout.splitlines()[:2] == ["alpha: a new network", "prod:"]
    assert all("prod/Pod/cart" in line for line in done.stdout.splitlines()[2:])
    table = repository.k8slint("diff", "--git", "HEAD", "overlays", "--format", "md").stdout
    assert table.startswith("#### alpha\n\na new network\n\n#### prod\n\n| change | source |")
    shutil.rmtree(repository.folder / "overlays" / "dev")
    assert "dev: no longer there" in repository.k8slint("diff", "--git", "HEAD", "overlays").stdout


@KUSTOMIZE
@pytest.mark.parametrize("command", [("reach",), ("explain", "cart", "cart", "--port", "80"), ("path", "cart", "cart")])
def test_one_network_is_asked_for(repository: Repository, command: tuple[str, ...]) -> None:
    done = repository.k8slint(*command, "overlays")
    assert (done.returncode, done.stdout) == (2, "")
    assert "alternatives (overlays/dev, overlays/prod): name the folder of one" in done.stderr
    assert repository.k8slint(*command, "overlays/prod").returncode < 2


@KUSTOMIZE
@pytest.mark.parametrize("command", [("suggest",), ("verify",), ("diff", "--format", "json", "--git", "HEAD")])
def test_commands_about_one_network_say_so(repository: Repository, command: tuple[str, ...]) -> None:
    done = repository.k8slint(*command, "overlays")
    assert done.returncode == 2
    assert "alternatives (overlays/dev, overlays/prod)" in done.stderr


@KUSTOMIZE
def test_a_baseline_of_overlays(repository: Repository) -> None:
    assert repository.k8slint("baseline", "overlays").returncode == 0
    done = repository.k8slint("check", "overlays")
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing found (1 in the baseline)" in done.stdout


@KUSTOMIZE
def test_what_is_ignored_in_each_network_is_counted(repository: Repository) -> None:
    text = BAD_CART.replace("  - {name: web", f"  # k8slint: ignore {UNRESOLVED} -- known\n  - {{name: web")
    repository.write("base/cart.yaml", text)
    done = repository.k8slint("check", "overlays", "--format", "json")
    assert json.loads(done.stdout)["summary"]["suppressed"] == 1


@KUSTOMIZE
def test_the_page_of_several_networks_has_a_map_of_each(repository: Repository) -> None:
    several, one = (repository.k8slint("check", path, "--format", "html") for path in ("overlays", "overlays/dev"))
    assert [len(_data(page.stdout)["maps"]) for page in (several, one)] == [2, 1]
    assert "htp" in several.stdout


def _data(page: str) -> Any:
    return json.loads(page.partition('id="data">')[2].partition("</script>")[0])


@KUSTOMIZE
def test_a_delivery_is_found_in_the_old_tree(repository: Repository) -> None:
    repository.write("argo/cart.yaml", APPLICATION)
    repository.write("overlays/prod/kustomization.yaml", "resources: [../../base]\n")
    repository.commit()
    done = repository.k8slint("diff", "--git", "HEAD", "argo", "overlays/prod", "--fail-on-change")
    assert (done.returncode, done.stdout) == (0, "no connection changes\n"), done.stderr


@HELM
def test_the_values_of_a_chart_are_those_of_the_revision(repository: Repository) -> None:
    repository.write(".k8slint.yaml", "charts:\n- {path: chart, values: [values/live.yaml]}\n")
    repository.write("chart/Chart.yaml", "apiVersion: v2\nname: cart\nversion: 1.0.0\n")
    template = BAD_CART.replace("targetPort: htp", "targetPort: {{ .Values.target }}")
    repository.write("chart/templates/cart.yaml", template)
    repository.write("values/live.yaml", "target: http\n")
    repository.commit()
    assert introduced(repository, "chart") == ([], 0)
    repository.write("values/live.yaml", "target: htp\n")
    assert introduced(repository, "chart") == ([(UNRESOLVED, "values/live.yaml")], 0)
