"""Objects of delivery tools that only a build makes are followed as those in files are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.delivered import (
    CHART,
    HERE,
    application,
    chart,
    clone,
    flux,
    overlay,
    port_at,
    port_of,
    rendered,
    services,
    unknown,
    write,
)
from tests.tools import HELM, KUSTOMIZE

APPS = """\
{{- range .Values.apps }}
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: "{{ .name }}", namespace: argocd}
spec:
  destination: {namespace: "{{ .name }}-ns"}
  source:
    repoURL: {{ $.Values.url }}
    path: {{ .path }}
    helm:
      valuesObject:
        port: {{ $.Values.port }}
---
{{- end }}
"""
VALUES = f"url: {HERE}\napps:\n- name: shop\n  path: charts/web\nport: 82\n"


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clone(tmp_path))


def apps(values: str) -> None:
    write("apps/Chart.yaml", CHART.replace("web", "apps"))
    write("apps/values.yaml", values)
    write("apps/templates/apps.yaml", APPS)


@HELM
def test_a_chart_of_applications() -> None:
    """The value stands in the values of the chart that makes the Application."""
    chart()
    apps(VALUES)
    assert services() == [("shop-ns", "shop")]
    assert port_of() == (82, "apps/values.yaml", 5)
    assert unknown() == []


@HELM
def test_applications_of_applications() -> None:
    chart()
    apps(VALUES)
    write("root.yaml", application("    path: apps\n    helm:\n      parameters: [{name: 'apps', value: ''}]\n"))
    assert services() == [("default", "web")], "the root says that there are none"
    write("root.yaml", application("    path: apps\n"))
    assert services() == [("shop-ns", "shop")]


@KUSTOMIZE
@HELM
def test_an_application_is_read_as_its_overlay_has_it() -> None:
    chart()
    write("base/app.yaml", application("    path: charts/web\n", namespace="base"))
    write("base/kustomization.yaml", "resources: [app.yaml]\n")
    for name in ("eu", "us"):
        patch = f'[{{"op": "replace", "path": "/spec/destination/namespace", "value": "{name}"}}]'
        patches = f"patches: [{{target: {{kind: Application}}, patch: '{patch}'}}]\n"
        write(f"clusters/{name}/kustomization.yaml", f"resources: [../../base]\n{patches}")
    assert services() == [("eu", "app"), ("us", "app")]
    assert sorted(build.name for build in rendered().builds if "charts" in build.name) == [
        "charts/web as app",
        "charts/web as app of base/app.yaml",
    ]


@KUSTOMIZE
@HELM
def test_values_that_a_generator_puts_into_a_config_map() -> None:
    """Whose name gets a hash, and the HelmRelease the new name."""
    chart()
    spec = (
        "  chart: {spec: {chart: charts/web, sourceRef: {kind: GitRepository, name: shop}}}\n"
        "  valuesFrom: [{kind: ConfigMap, name: web-values}]\n"
    )
    write("apps/release.yaml", flux("HelmRelease", spec))
    write("apps/values.yaml", "# ours\nport: 86\n")
    fields = "[{path: spec/valuesFrom/name, kind: HelmRelease}]"
    write("apps/names.yaml", f"nameReference:\n- {{kind: ConfigMap, version: v1, fieldSpecs: {fields}}}\n")
    resources = "namespace: flux-system\nresources: [release.yaml]\nconfigurations: [names.yaml]\n"
    generator = "configMapGenerator: [{name: web-values, files: [values.yaml]}]\n"
    write("apps/kustomization.yaml", resources + generator)
    assert port_of() == (86, "apps/values.yaml", 2)
    assert unknown() == []


@KUSTOMIZE
def test_a_circle_of_deliveries_ends() -> None:
    overlay("apps")
    write("apps/kustomization.yaml", "resources: [service.yaml, self.yaml]\n")
    write("apps/self.yaml", application("    path: apps\n    kustomize: {nameSuffix: -x}\n"))
    names = {name for _, name in services()}
    assert names <= {"web", "web-x", "web-x-x"}
    assert [port_at(each)[1] for each in rendered().documents if each.kind == "Service"] == ["apps/service.yaml"]
