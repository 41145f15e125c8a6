"""A chart that is installed several times in one network has each of its defects once."""

from __future__ import annotations

from pathlib import Path

from k8slint.config import Config
from k8slint.engine import check
from k8slint.finding import Finding
from k8slint.inputs.render.rendering import Release, Rendering
from tests.tools import HELM

TEMPLATE = """\
apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}
  labels: {app: "{{ .Release.Name }}"}
spec:
  containers:
    - name: main
      image: example.org/main:1
      ports: [{name: http, containerPort: 8080}]
---
apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}
spec:
  selector: {app: "{{ .Release.Name }}"}
  ports:
    - port: 80
      targetPort: {{ .Values.port | default "htpp" }}
"""


def found(folder: Path, **values: str) -> list[Finding]:
    """The findings about a chart that is installed by these names, each with its values."""
    (folder / "chart" / "templates").mkdir(parents=True)
    (folder / "chart" / "Chart.yaml").write_text("apiVersion: v2\nname: shop\nversion: 1.0.0\n")
    (folder / "chart" / "templates" / "web.yaml").write_text(TEMPLATE)
    releases = []
    for name, text in values.items():
        file = folder / "chart" / f"{name}-values.yaml"
        file.write_text(text)
        releases.append(Release(str(folder / "chart"), (str(file),), name))
    config = Config(rendering=Rendering(releases=tuple(releases)))
    return [each for each in check([str(folder / "chart")], config).findings if each.rule.startswith("service-target")]


@HELM
def test_a_defect_of_the_template_is_told_once(tmp_path: Path) -> None:
    names = "cart", "mail", "pay"
    (finding,) = found(tmp_path, **dict.fromkeys(names, ""))
    assert (Path(finding.location.file).name, finding.location.line) == ("web.yaml", 20)
    assert [build.rpartition(" ")[2] for build in finding.builds] == [f"{name}-values.yaml" for name in names]
    assert finding.problem.related[-1].message.startswith("in the builds ")


@HELM
def test_those_of_values_stay_apart(tmp_path: Path) -> None:
    findings = found(tmp_path, cart="port: htp", mail="port: http", pay="")
    assert sorted(Path(each.location.file).name for each in findings) == ["cart-values.yaml", "web.yaml"]
    assert all(len(each.builds) == 1 for each in findings)
