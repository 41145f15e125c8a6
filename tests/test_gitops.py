"""Objects of Argo CD and Flux lead to the build, the namespace and the values of what they install."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from k8slint.config import Config
from k8slint.inputs.at import At
from k8slint.inputs.gitops.find import deliveries
from k8slint.inputs.gitops.repository import Repository
from k8slint.parse.cluster import parse_cluster
from tests.delivered import HERE, SERVICE, application, chart, clone, flux, overlay, rendered, services, write
from tests.tools import HELM, KUSTOMIZE


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clone(tmp_path))


@KUSTOMIZE
def test_an_application_of_a_kustomization() -> None:
    overlay()
    write("argo/app.yaml", application("    path: apps/web\n    kustomize: {namePrefix: eu-}\n"))
    assert services() == [("shop", "eu-web")]
    assert services("argo") == [("shop", "eu-web")], "it leads to a folder that was not named"
    assert parse_cluster(rendered(), Config()).makers == ()


@HELM
def test_an_application_of_a_chart() -> None:
    chart()
    write("charts/web/prod.yaml", "port: 81\n")
    values = "    helm:\n      valueFiles: [prod.yaml]\n      valuesObject:\n        port: 82\n"
    write("argo/app.yaml", application(f"    path: charts/web\n{values}"))
    assert services("argo") == [("shop", "app")]
    (document,) = (each for each in rendered().documents if each.kind == "Service")
    at = At(document, ("spec", "ports", 0, "port"))
    assert (at.value, at.location.file, at.location.line, at.location.column) == (82, "argo/app.yaml", 12, 15)


@HELM
@pytest.mark.parametrize(
    ("helm", "port", "line"),
    [
        ("      values: |\n        port: 83\n", 83, 11),
        ("      parameters:\n      - {name: port, value: '84'}\n", 84, 11),
        ("      values: |\n        port: 83\n      parameters: [{name: port, value: '84'}]\n", 84, 12),
    ],
)
def test_values_of_an_application(helm: str, port: int, line: int) -> None:
    chart()
    write("argo/app.yaml", application(f"    path: charts/web\n    helm:\n{helm}"))
    (document,) = (each for each in rendered().documents if each.kind == "Service")
    at = At(document, ("spec", "ports", 0, "port"))
    assert (at.value, at.location.file, at.location.line) == (port, "argo/app.yaml", line)


def test_an_application_of_a_plain_folder() -> None:
    write("apps/web/service.yaml", SERVICE)
    write("apps/web/skipped.yaml", SERVICE.replace("web", "other"))
    write("apps/web/deep/service.yaml", SERVICE.replace("web", "deep"))
    write("argo/app.yaml", application("    path: apps/web\n    directory: {exclude: 'skip*.yaml'}\n"))
    assert services() == [("default", "deep"), ("default", "other"), ("shop", "web")]


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("    path: apps/web\n", "https://git.example/team/other"),
        ("    path: apps/gone\n", HERE),
        ("    path: ../../..\n", HERE),
        ("    chart: web\n", HERE),
    ],
)
def test_what_comes_from_elsewhere_is_not_known(source: str, url: str) -> None:
    write("apps/web/service.yaml", SERVICE)
    write("app.yaml", application(source, url=url))
    assert services() == [("default", "web")]
    assert len(parse_cluster(rendered(), Config()).makers) == 1


SETS = {
    "a list": "  generators:\n  - list: {elements: [{env: dev}, {env: prod}]}\n",
    "folders": "  generators:\n  - git:\n      repoURL: ADDRESS\n      directories:\n"
    "      - path: envs/*\n      - {path: envs/old, exclude: true}\n",
}


@KUSTOMIZE
@pytest.mark.parametrize(
    ("generator", "path", "name"),
    [
        ("a list", "envs/{{env}}", "{{env}}"),
        ("a list", "envs/{{ .env }}", "{{ .env }}"),
        ("folders", "{{path}}", "{{path.basename}}"),
        ("folders", "{{.path.path}}", "{{ .path.basename }}"),
        ("folders", "envs/{{path[1]}}", "{{path.basenameNormalized}}"),
    ],
)
def test_an_application_set(generator: str, path: str, name: str) -> None:
    for env in ("dev", "prod", "old"):
        write(f"envs/{env}/service.yaml", SERVICE)
    for env in ("dev", "prod"):
        write(f"envs/{env}/kustomization.yaml", "resources: [service.yaml]\n")
    template = (
        f"  template:\n    metadata: {{name: 'web-{name}'}}\n    spec:\n"
        f"      destination: {{namespace: 'shop-{name}'}}\n"
        f"      source: {{repoURL: '{HERE}', path: '{path}'}}\n"
    )
    head = "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: web}\nspec:\n"
    write("set.yaml", head + SETS[generator].replace("ADDRESS", HERE) + template)
    assert services() == [("default", "web"), ("shop-dev", "web"), ("shop-prod", "web")]


def test_a_generator_that_is_not_understood_leaves_it_unknown() -> None:
    write("apps/web/service.yaml", SERVICE)
    template = (
        f"  template: {{metadata: {{name: x}}, spec: {{source: {{repoURL: '{HERE}', path: 'apps/{{{{name}}}}'}}}}}}\n"
    )
    head = "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: web}\nspec:\n"
    for generators in ("[{clusters: {}}]", "[{list: {elements: [{a: b}]}}, {scmProvider: {}}]"):
        write("set.yaml", f"{head}  generators: {generators}\n{template}")
        assert not deliveries(["set.yaml"]).of


@KUSTOMIZE
def test_a_flux_kustomization_gives_its_namespace_to_all() -> None:
    overlay()
    write("apps/web/service.yaml", SERVICE.replace("{name: web}", "{name: web, namespace: own}"))
    spec = "  path: ./apps/web\n  targetNamespace: shop\n  sourceRef: {kind: GitRepository, name: shop}\n"
    write("flux/app.yaml", flux("Kustomization", spec))
    assert services() == [("shop", "web")]


def test_flux_s_own_repository_is_this_one() -> None:
    write("apps/web/deep/service.yaml", SERVICE)
    spec = "  path: ./apps\n  targetNamespace: shop\n  sourceRef: {kind: GitRepository, name: flux-system}\n"
    write("flux/app.yaml", flux("Kustomization", spec).partition("---\n")[2])
    assert services() == [("shop", "web")]


@HELM
def test_a_helm_release() -> None:
    chart()
    spec = (
        "  targetNamespace: shop\n  chart:\n    spec:\n      chart: ./charts/web\n"
        "      sourceRef: {kind: GitRepository, name: shop}\n  values:\n    port: 85\n"
    )
    write("flux/app.yaml", flux("HelmRelease", spec))
    assert services() == [("shop", "shop-app")]
    (document,) = (each for each in rendered().documents if each.kind == "Service")
    location = At(document, ("spec", "ports", 0, "port")).location
    assert (location.file, location.line) == ("flux/app.yaml", 16)


def test_what_the_shell_has_opened_is_read_once() -> None:
    reading, writing = os.pipe()
    os.write(writing, SERVICE.encode())
    os.close(writing)
    assert services(f"/dev/fd/{reading}") == [("default", "web")]
    os.close(reading)


@pytest.mark.parametrize(
    "url",
    [
        "https://git.example/team/shop",
        "https://user:token@git.example/team/shop.git",
        "git@git.example:team/shop.git",
        "ssh://git@git.example/Team/Shop/",
        "https://mirror.example/x/clone",
    ],
)
def test_addresses_of_one_repository(url: str) -> None:
    assert Repository("/home/me/clone", frozenset({"git.example/team/shop"})).is_at(url)


def test_a_folder_outside_of_the_repository_is_none() -> None:
    Path("out").symlink_to("/etc")
    here = Repository(str(Path.cwd()), frozenset())
    assert here.folder("../..") is None
    assert here.folder("out") is None
    assert here.folder("/") == str(Path.cwd())
