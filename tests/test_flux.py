"""What a Kustomization or HelmRelease of Flux adds to what it installs."""

from __future__ import annotations

from pathlib import Path

import pytest

from k8slint.inputs.at import At
from tests.delivered import SERVICE, chart, clone, flux, overlay, port_of, rendered, services, unknown, write
from tests.tools import HELM, KUSTOMIZE

HERE = "  sourceRef: {kind: GitRepository, name: shop}\n"
CHART = "  chart: {spec: {chart: charts/web, sourceRef: {kind: GitRepository, name: shop}}}\n"


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clone(tmp_path))


def kustomization(spec: str) -> None:
    overlay()
    write("flux/app.yaml", flux("Kustomization", f"  path: ./apps/web\n{HERE}{spec}"))


def release(spec: str) -> None:
    chart()
    write("flux/app.yaml", flux("HelmRelease", CHART + spec))


def config_map(data: str, name: str = "values") -> None:
    write(f"{name}.yaml", f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\ndata:\n{data}")


@KUSTOMIZE
def test_patches_of_a_kustomization() -> None:
    patch = "    patch: |\n      - op: replace\n        path: /spec/ports/0/port\n        value: 81\n"
    kustomization(f"  namePrefix: eu-\n  targetNamespace: shop\n  patches:\n  - target: {{kind: Service}}\n{patch}")
    assert services() == [("shop", "eu-web")]
    assert port_of() == (81, "flux/app.yaml", 19)
    (document,) = (each for each in rendered().documents if each.kind == "Service")
    assert At(document, ("metadata", "namespace")).location.line == 13
    assert unknown() == []


@KUSTOMIZE
def test_components_of_a_kustomization() -> None:
    write(
        "parts/metrics/kustomization.yaml",
        (
            "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n- target: {kind: Service}\n"
            '  patch: \'[{"op": "replace", "path": "/spec/ports/0/port", "value": 82}]\'\n'
        ),
    )
    kustomization("  components: [../../parts/metrics]\n")
    assert port_of() == (82, "parts/metrics/kustomization.yaml", 5)
    assert rendered().faults == []


@KUSTOMIZE
def test_a_component_that_leads_out_is_not_followed() -> None:
    kustomization("  components: [../../../../etc]\n")
    assert services() == [("default", "web")]
    assert unknown() == ["app"]


@KUSTOMIZE
@pytest.mark.parametrize(
    ("written", "post_build", "port", "line"),
    [
        ("${PORT}", "{substitute: {PORT: '83'}}", 83, 12),
        ("${PORT:=84}", "{substitute: {HOST: x}}", 84, 4),
        ("${PORT:=84}", "{substitute: {PORT: ''}}", 84, 12),
        ("8${LAST}", "{substitute: {LAST: '5'}}", 85, 4),
        ("${PORT}", "{substituteFrom: [{kind: ConfigMap, name: vars}]}", 86, 5),
        ("${PORT}", "{substitute: {PORT: '87'}, substituteFrom: [{kind: ConfigMap, name: vars}]}", 87, 12),
    ],
)
def test_variables_of_a_build(written: str, post_build: str, port: int, line: int) -> None:
    config_map("  PORT: '86'\n", "vars")
    kustomization(f"  postBuild: {post_build}\n")
    write("apps/web/service.yaml", SERVICE.replace("port: 80", f'port: "{written}"'))
    (value, _, found) = port_of()
    assert (str(value), found) == (str(port), line)
    assert unknown() == []


@KUSTOMIZE
def test_variables_that_nobody_can_know_stay() -> None:
    kustomization("  postBuild: {substituteFrom: [{kind: Secret, name: vars}]}\n")
    write("apps/web/service.yaml", SERVICE.replace("port: 80", "port: '${PORT}'"))
    assert port_of()[0] == "${PORT}"
    assert unknown() == ["app"]


@KUSTOMIZE
def test_an_object_may_want_no_substitution() -> None:
    kustomization("  postBuild: {substitute: {PORT: '83'}}\n")
    off = SERVICE.replace("{name: web}", "{name: web, labels: {kustomize.toolkit.fluxcd.io/substitute: disabled}}")
    write("apps/web/service.yaml", off.replace("port: 80", "port: '${PORT}'"))
    assert port_of()[0] == "${PORT}"


@HELM
@pytest.mark.parametrize(
    ("spec", "port", "file", "line"),
    [
        ("  valuesFrom: [{kind: ConfigMap, name: values}]\n", 81, "values.yaml", 7),
        ("  valuesFrom: [{kind: ConfigMap, name: values, valuesKey: other}]\n", 82, "values.yaml", 8),
        ("  valuesFrom: [{kind: ConfigMap, name: values, valuesKey: one, targetPath: port}]\n", 83, "values.yaml", 9),
        ("  valuesFrom: [{kind: ConfigMap, name: values}]\n  values: {port: 84}\n", 84, "flux/app.yaml", 12),
    ],
)
def test_values_from_a_config_map(spec: str, port: int, file: str, line: int) -> None:
    config_map("  values.yaml: |\n    # ours\n    port: 81\n  other: 'port: 82'\n  one: '83'\n")
    release(spec)
    assert port_of() == (port, file, line)
    assert unknown() == []


@HELM
@pytest.mark.parametrize(
    "source",
    ["{kind: Secret, name: values}", "{kind: ConfigMap, name: gone}", "{kind: ConfigMap, name: values, valuesKey: x}"],
)
def test_values_that_nobody_can_know(source: str) -> None:
    """The chart is rendered with the others, and may make more than that."""
    config_map("  values.yaml: 'port: 81'\n")
    release(f"  valuesFrom: [{source}]\n  values: {{port: 84}}\n")
    assert port_of() == (84, "flux/app.yaml", 12)
    assert unknown() == ["app"]
