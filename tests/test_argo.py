"""What an Application of Argo CD adds to what it installs, and the generators of an ApplicationSet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.delivered import HERE, SERVICE, application, chart, clone, overlay, port_of, services, unknown, write
from tests.tools import HELM, KUSTOMIZE

ELSEWHERE = "https://charts.example/stable"


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clone(tmp_path))


def sources(*entries: str) -> None:
    text = application("")
    listed = "".join(f"  - {entry}\n" for entry in entries)
    write("argo/app.yaml", f"{text.partition('  source:')[0]}  sources:\n{listed}")


@HELM
def test_a_parameter_that_is_a_file() -> None:
    chart()
    write("charts/web/port.txt", "85")
    write("charts/web/templates/service.yaml", SERVICE.replace("port: 80", "port: {{ .Values.port | int }}"))
    write(
        "app.yaml",
        application("    path: charts/web\n    helm:\n      fileParameters: [{name: port, path: port.txt}]\n"),
    )
    assert port_of()[0] == 85
    assert unknown() == []


@HELM
def test_values_of_a_source_with_a_name() -> None:
    chart()
    write("values/prod.yaml", "port: 86\n")
    sources(
        f"{{repoURL: '{HERE}', path: charts/web, helm: {{valueFiles: [$here/values/prod.yaml]}}}}",
        f"{{repoURL: '{HERE}', ref: here}}",
    )
    assert port_of() == (86, "values/prod.yaml", 1)
    assert unknown() == []


@HELM
@pytest.mark.parametrize(
    ("values", "ref"),
    [
        ("[$there/prod.yaml]", f"{{repoURL: '{ELSEWHERE}', ref: there}}"),
        ("[]", f"{{repoURL: '{ELSEWHERE}', chart: redis}}"),
    ],
)
def test_what_comes_from_elsewhere_adds_to_what_is_here(values: str, ref: str) -> None:
    chart()
    sources(f"{{repoURL: '{HERE}', path: charts/web, helm: {{valueFiles: {values}}}}}", ref)
    assert port_of() == (80, "charts/web/values.yaml", 1)
    assert services() == [("shop", "app")]
    assert unknown() == ["app"]


@HELM
def test_a_values_file_may_be_missing_where_that_is_said() -> None:
    chart()
    helm = "    helm: {valueFiles: [gone.yaml], ignoreMissingValueFiles: true}\n"
    write("app.yaml", application(f"    path: charts/web\n{helm}"))
    assert services() == [("shop", "app")]


@KUSTOMIZE
def test_patches_and_components_of_an_application() -> None:
    overlay()
    write("parts/kustomization.yaml", "kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\nnameSuffix: -x\n")
    patch = '[{"op": "replace", "path": "/spec/ports/0/port", "value": 87}]'
    patches = f"      patches: [{{target: {{kind: Service}}, patch: '{patch}'}}]\n"
    kustomize = f"    kustomize:\n      components: [../../parts]\n{patches}"
    write("app.yaml", application(f"    path: apps/web\n{kustomize}"))
    assert services() == [("shop", "web-x")]
    assert port_of()[:2] == (87, "app.yaml")


BASE = "{{path.basename}}"
GENERATORS = {
    "a matrix": "[{matrix: {generators: [{list: {elements: [{env: dev}, {env: prod}]}}, {clusters: {}}]}}]",
    "files": f"[{{git: {{repoURL: '{HERE}', files: [{{path: 'config/**/app.json'}}]}}}}]",
    "values": f"[{{git: {{repoURL: '{HERE}', directories: [{{path: 'envs/*'}}], values: {{env: '{BASE}'}}}}}}]",
}


@KUSTOMIZE
@pytest.mark.parametrize(
    ("generator", "env"), [("a matrix", "{{env}}"), ("files", "{{ .app.env }}"), ("values", "{{ values.env }}")]
)
def test_generators(generator: str, env: str) -> None:
    for each in ("dev", "prod"):
        overlay(f"envs/{each}")
        write(f"config/deep/{each}/app.json", f'{{"app": {{"env": "{each}"}}}}')
    template = (
        f"  template:\n    metadata: {{name: 'web-{{{{name}}}}'}}\n    spec:\n"
        f"      destination: {{namespace: 'shop-{env}', server: '{{{{server}}}}'}}\n"
        f"      source: {{repoURL: '{HERE}', path: 'envs/{env}'}}\n"
    )
    head = "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: web}\nspec:\n"
    write("set.yaml", f"{head}  generators: {GENERATORS[generator]}\n{template}")
    assert services() == [("shop-dev", "web"), ("shop-prod", "web")]
    assert unknown() == []
