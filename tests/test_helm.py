"""Charts are rendered, and findings point into templates and values."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from k8slint.config import Config
from k8slint.configfile.load import load
from k8slint.engine import check
from k8slint.inputs.at import At
from k8slint.inputs.read import read
from k8slint.inputs.reading import Reading
from k8slint.inputs.render import helm
from k8slint.inputs.render.rendering import Release, Rendering
from tests.fixture import ROOT
from tests.tools import HELM, fake

STORY = "fixtures/apps/chart"
CHART = "apiVersion: v2\nname: demo\nversion: 1.0.0\n"
SERVICE = """\
{{- /* a comment: with }} inside */}}
{{- if .Values.enabled }}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "demo.name" . }}-web
  labels: {{- include "demo.labels" . | nindent 4 }}
spec:
  type: {{ .Values.type | default "ClusterIP" }}
  selector: {app: web}
  ports:
  {{- range $name, $port := .Values.ports }}
  - name: {{ $name }}
    port: {{ $port }}
    protocol: TCP
  {{- end }}
  {{- if .Values.ip }}
  clusterIP: None
  {{- else }}
  clusterIP: 10.0.0.1
  {{- end }}
  {{- with .Values.extra }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ include "demo.name" . }}
spec:
  selector: {{ toYaml .Values.selector | nindent 4 }}
"""
HELPERS = '{{ define "demo.name" }}{{ .Release.Name }}{{ end }}{{ define "demo.labels" }}a: b{{ end }}\n'
VALUES = (
    "enabled: true\ntype: NodePort\nports: {http: 80, metrics: 90}\nselector:\n  app: web\nextra:\n  clusterIPs: []\n"
)


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is written in a folder of its own."""
    (tmp_path / "repo").mkdir()
    monkeypatch.chdir(tmp_path / "repo")


def write(path: str, text: str) -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def chart(folder: str = "demo", template: str = SERVICE, values: str = VALUES) -> None:
    write(f"{folder}/Chart.yaml", CHART)
    write(f"{folder}/values.yaml", values)
    write(f"{folder}/templates/_helpers.tpl", HELPERS)
    write(f"{folder}/templates/web.yaml", template)


def rendered(*releases: Release) -> Reading:
    return read(["."], rendering=Rendering(releases=releases))


def faults(*releases: Release) -> list[str]:
    return [fault.message for fault in rendered(*releases).faults]


@HELM
def test_the_story_of_a_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = check([STORY])
    assert [(f.rule, f.location.file, f.location.line, f.location.column) for f in result.findings] == [
        ("ingress-backend-port-missing", f"{STORY}/ci/ingress-values.yaml", 3, 9),
        ("service-target-port-unresolved", f"{STORY}/ci/plain-values.yaml", 2, 16),
        ("service-selects-no-pods", f"{STORY}/values.yaml", 7, 13),
    ]


PLACES: dict[str, tuple[tuple[str | int, ...], str, int, int]] = {
    "a literal": (("spec", "selector", "app"), "templates/web.yaml", 10, 19),
    "a quoted value with a default": (("spec", "type"), "values.yaml", 2, 7),
    "an item of a range": (("spec", "ports", 1, "protocol"), "templates/web.yaml", 15, 15),
    "an action in a range": (("spec", "ports", 1, "port"), "templates/web.yaml", 14, 11),
    "the second of two branches": (("spec", "clusterIP"), "templates/web.yaml", 20, 14),
    "a name": (("metadata", "name"), "templates/web.yaml", 6, 9),
    "what is absent": (("spec", "externalName"), "templates/web.yaml", 8, 1),
}


@HELM
@pytest.mark.parametrize("name", PLACES)
def test_a_value_is_where_it_is_written(name: str) -> None:
    path, file, line, column = PLACES[name]
    chart()
    (document,) = (each for each in rendered().documents if each.root["metadata"]["name"] == "demo-web")
    location = At(document, path).location
    assert (location.file, location.line, location.column) == (f"demo/{file}", line, column)


@HELM
def test_what_to_yaml_writes_is_in_the_values() -> None:
    chart()
    write("demo/ci/a-values.yaml", "type: ClusterIP\nselector: {tier: front}\n")
    (document,) = (each for each in rendered().documents if each.root["metadata"]["name"] == "demo")
    places = [At(document, ("spec", "selector", key)).location for key in ("app", "tier")]
    assert [(p.file, p.line, p.column) for p in places] == [
        ("demo/values.yaml", 5, 8),
        ("demo/ci/a-values.yaml", 2, 18),
    ]


@HELM
def test_a_branch_of_an_if_has_its_own_place() -> None:
    chart(values=VALUES + "ip: none\n")
    (document,) = (each for each in rendered().documents if each.root["metadata"]["name"] == "demo-web")
    assert At(document, ("spec", "clusterIP")).location.line == 18


@HELM
def test_with_gives_the_dot_its_meaning() -> None:
    block = "  {{- with .Values.NAME }}\n  NAME:\n    {{- toYaml . | nindent 4 }}\n  {{- end }}\n"
    template = "apiVersion: v1\nkind: X\nmetadata: {name: x}\nspec:\n" + "".join(
        block.replace("NAME", n) for n in "abc"
    )
    chart(template=template, values="a: {p: 1}\nb: {p: 1}\nc: {p: 1}\n")
    (document,) = rendered().documents
    assert [At(document, ("spec", name, "p")).location.line for name in "abc"] == [1, 2, 3]


@HELM
def test_what_a_helper_writes_is_in_doubt() -> None:
    chart()
    (document,) = (each for each in rendered().documents if each.root["metadata"]["name"] == "demo-web")
    at = At(document, ("metadata", "labels", "a"))
    assert (at.location.file, at.location.line) == ("demo/templates/web.yaml", 7)
    assert at.trace.doubt == "metadata.labels.a is what the chart's templates make of it"


@HELM
def test_a_subchart_has_its_values_in_both() -> None:
    chart(template="", values="db:\n  port: 6432\n")
    ports = "  - port: {{ .Values.port }}\n    name: {{ .Values.name }}\n"
    template = f"apiVersion: v1\nkind: Service\nmetadata: {{name: db}}\nspec:\n  ports:\n{ports}"
    chart("demo/charts/db", template, "port: 5432\nname: sql\n")
    write("demo/charts/db/Chart.yaml", CHART.replace("demo", "db"))
    (document,) = rendered().documents
    port, name = (At(document, ("spec", "ports", 0, key)).location for key in ("port", "name"))
    assert (port.file, port.line) == ("demo/values.yaml", 2)
    assert (name.file, name.line) == ("demo/charts/db/values.yaml", 2)


@HELM
def test_tests_of_a_chart_take_part_unreviewed() -> None:
    chart(template=SERVICE.replace("metadata:\n", "metadata:\n  annotations: {helm.sh/hook: test}\n", 1))
    assert [each.context for each in rendered().documents] == [False, True] or [True, False]


@HELM
def test_a_chart_is_rendered_in_each_way_that_is_asked_for() -> None:
    chart("charts/demo")
    write("prod.yaml", "type: LoadBalancer\n")
    write(
        ".k8slint.yaml", "charts:\n- path: charts/demo\n- {path: charts/demo, values: [prod.yaml], namespace: prod}\n"
    )
    config = load(".k8slint.yaml")
    assert config.rendering.releases[1] == Release("charts/demo", ("prod.yaml",), None, "prod")
    reading = read(["."], config.paths, config.rendering)
    assert [build.name for build in reading.builds] == ["charts/demo", "charts/demo with ../../prod.yaml"]
    types = [(each.namespace, each.root["spec"].get("type")) for each in reading.documents]
    assert ("default", "NodePort") in types
    assert ("prod", "LoadBalancer") in types


@HELM
def test_what_helm_says_is_told() -> None:
    chart(template='{{ fail "no \\u001b[31mhost" }}')
    ((message),) = faults()
    assert message.startswith("helm template demo fails: Error: execution error at (demo/templates/web.yaml:1:")
    assert "\n" not in message
    chart()
    write("demo/Chart.yaml", CHART + "dependencies: [{name: redis, version: 1.x, repository: 'https://example.org'}]\n")
    ((message),) = faults()
    assert "run helm dependency build demo first" in message
    write("demo/Chart.yaml", CHART)
    write("demo/values.yaml", "a: [\n")
    ((message),) = faults()
    assert "cannot load values.yaml" in message


def test_without_helm_a_chart_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helm, "find_tool", lambda *_: None)
    chart()
    assert faults() == [
        "a Helm chart, not manifests: install helm, or render it first (helm template NAME CHART) and check the result"
    ]


def test_what_helm_prints_is_read_with_its_origins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A recorded answer, so that this holds where helm is not installed."""
    code = """
        assert arguments[0] == "template" and arguments[-3:-1] == ["--", "demo"], arguments
        print('''---
        # Source: demo/templates/web.yaml
        apiVersion: v1
        kind: Service
        metadata:
          name: demo-web
        spec:
          type: NodePort
          selector: {app: web}'''.replace(chr(10) + " " * 8, chr(10)))
    """
    monkeypatch.setattr(helm, "find_tool", lambda *_: fake(tmp_path, "helm", code))
    chart()
    (document,) = rendered().documents
    assert At(document, ("spec", "type")).location.file == "demo/values.yaml"
    assert At(document, ("spec", "selector", "app")).location.line == 10


def test_a_chart_with_a_link_that_leads_out_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helm, "find_tool", lambda *_: fake(tmp_path, "helm", f"open({str(tmp_path / 'ran')!r}, 'w')"))
    chart()
    Path("demo/files").symlink_to("/etc")
    assert faults() == ["a Helm chart that is not rendered: files is a symbolic link that leads out of what is checked"]
    os.unlink("demo/files")
    outside = os.path.relpath("/etc/passwd", "demo")
    message = f"the values file {outside} does not exist, or is out of reach"
    assert faults(Release("demo", ("/etc/passwd",))) == [message]
    assert not (tmp_path / "ran").exists()


def test_a_name_is_no_option_and_a_path_only_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = f"open({str(tmp_path / 'said')!r}, 'w').write(chr(10).join(arguments))"
    monkeypatch.setattr(helm, "find_tool", lambda *_: fake(tmp_path, "helm", code))
    chart()
    write("demo/values.schema.json", '{"$ref": "http://127.0.0.1/schema"}')
    assert faults(Release("demo", name="--post-renderer=./run.sh")) == []
    said = (tmp_path / "said").read_text().split("\n")
    assert said[-3:-1] == ["--", "post-renderer-.-run.sh"]
    assert "--skip-schema-validation" in said
    write("x,/etc/passwd", "a: 1\n")
    (message,) = faults(Release("demo", ("x,/etc/passwd",)))
    assert message.endswith("out of reach")


def test_a_library_chart_is_no_application() -> None:
    chart()
    write("demo/Chart.yaml", CHART + "type: library\n")
    assert faults() == []


def test_an_entry_of_the_configuration_that_names_no_chart_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    write(".k8slint.yaml", "charts:\n- {path: demmo}\n- {path: elsewhere}\n")
    write("elsewhere/Chart.yaml", CHART)
    write("web.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: web}\n")
    (finding,) = check(["web.yaml"], load(".k8slint.yaml")).findings
    assert (finding.rule, finding.message) == ("chart-render-fails", "demmo is no chart: it has no Chart.yaml")
    assert (finding.location.file, finding.location.line, finding.location.column) == (".k8slint.yaml", 2, 10)


def test_helm_is_not_asked_where_it_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    chart()
    (finding,) = check(["."], Config(rendering=Rendering(helm=False))).findings
    assert finding.rule == "template-not-rendered"
    assert "install" not in finding.message
