"""Objects of delivery tools that are odd, or written by somebody with bad intentions."""

from __future__ import annotations

from pathlib import Path

import pytest

from k8slint.engine import check
from tests.delivered import CHART, HERE, SERVICE, clone, overlay, rendered, unknown, write
from tests.tools import HELM, KUSTOMIZE

APPLICATION = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: app}\n"
ARGO = f"{APPLICATION}spec: {{source: {{repoURL: '{HERE}', "
FLUX = "metadata: {name: app, namespace: flux-system}\nspec: {"
KUSTOMIZATION = f"apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n{FLUX}path: apps/web, "
RELEASE = f"apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n{FLUX}"
SET = "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: app}\nspec: "
SOURCE = "sourceRef: {kind: GitRepository, name: flux-system}"
CHART_OF = f"chart: {{spec: {{chart: charts/web, {SOURCE}}}}}, "
OUTSIDE = {
    "a patch that is a file": ARGO + "path: apps/web, kustomize: {patches: [{path: ../../../secret.yaml}]}}}\n",
    "a component": ARGO + "path: apps/web, kustomize: {components: [../../link, /etc, 'https://evil.example/x']}}}\n",
    "a values file": ARGO + "path: charts/web, helm: {valueFiles: ['https://evil.example/v.yaml']}}}\n",
    "a parameter": ARGO + "path: charts/web, helm: {fileParameters: [{name: a, path: ../../../secret.yaml}]}}}\n",
    "a parameter by a link": ARGO + "path: charts/web, helm: {fileParameters: [{name: a, path: /link/secret}]}}}\n",
    "a component of Flux": KUSTOMIZATION + f"components: [../../link], {SOURCE}}}\n",
    "a folder of a generator": SET
    + f"{{generators: [{{git: {{repoURL: '{HERE}', directories: [{{path: '../*'}}]}}}}], template: {{spec: "
    + f"{{source: {{repoURL: '{HERE}', path: '{{{{path}}}}'}}}}}}}}\n",
}
ODD = [
    ARGO + "path: apps/web, kustomize: {namePrefix: [1], commonLabels: x, patches: {a: b}, components: 5}}}\n",
    ARGO + "path: charts/web, helm: {parameters: [{name: a.b, value: x}, {name: a, value: y}, 7], valueFiles: 5}}}\n",
    ARGO + "path: charts/web, helm: {valuesObject: 5, values: 'a: [', releaseName: [1]}}}\n",
    APPLICATION + "spec: {sources: [5, {ref: x, repoURL: 5}]}\n",
    SET + "{generators: {a: b}, template: 5}\n",
    SET + "{generators: [y, {list: {elements: x}}, {matrix: {generators: [5]}}], template: {spec: 5}}\n",
    KUSTOMIZATION
    + f"patches: {{a: b}}, targetNamespace: [1], postBuild: {{substitute: {{B: {{c: d}}}}}}, {SOURCE}}}\n",
    KUSTOMIZATION + f"commonMetadata: {{labels: [1]}}, postBuild: {{substituteFrom: x, substitute: 5}}, {SOURCE}}}\n",
    RELEASE + CHART_OF + "valuesFrom: [{kind: ConfigMap, name: v, targetPath: 'a.b[0]'}, 5, {}], values: x}\n",
]


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.yaml").write_text("secret: 1\n")
    monkeypatch.chdir(clone(tmp_path))
    Path("link").symlink_to(tmp_path)
    overlay()
    write("charts/web/Chart.yaml", CHART)
    write("charts/web/templates/service.yaml", SERVICE)


@KUSTOMIZE
@HELM
@pytest.mark.parametrize("name", OUTSIDE)
def test_what_is_outside_is_not_read(name: str) -> None:
    """Nobody can know what the object makes, and the rest is checked."""
    write("app.yaml", OUTSIDE[name])
    reading = rendered()
    assert reading.faults == []
    assert len([each for each in reading.documents if each.kind == "Service"]) == 2
    assert unknown() == ["app"]
    assert not any("secret" in source.text for source in reading.sources if source.name != "app.yaml")


@KUSTOMIZE
@HELM
@pytest.mark.parametrize("text", ODD)
def test_what_is_odd_is_left_out(text: str) -> None:
    write("app.yaml", text)
    result = check(["."])
    assert result.crashes == ()
    assert rendered().faults == []
    assert sum(each.kind == "Service" for each in rendered().documents) == 2


@KUSTOMIZE
def test_the_value_of_a_variable_that_breaks_the_outcome_is_told() -> None:
    write("apps/web/service.yaml", SERVICE.replace("port: 80", "port: '${PORT}'"))
    write("app.yaml", KUSTOMIZATION + f'postBuild: {{substitute: {{PORT: "\'\\n- ["}}}}, {SOURCE}}}\n')
    (fault,) = rendered().faults
    assert fault.at.file == "apps/web/kustomization.yaml"
