"""Objects that the configuration declares take part in the analysis, and are not reviewed themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from k8slint.config import Config
from k8slint.configfile.load import load_source
from k8slint.engine import check
from k8slint.inputs.read import read
from k8slint.inputs.source import Source
from k8slint.model.cluster import Cluster
from k8slint.model.port import Protocol
from k8slint.parse.cluster import parse_cluster
from k8slint.report.summary import summarize

SERVICE = """apiVersion: v1
kind: Service
metadata: {name: cart}
spec: {selector: {app: cart}, ports: [{port: 80, targetPort: http}]}
"""


def config(text: str) -> Config:
    return load_source(Source(".k8slint.yaml", f"external:\n{text}"))


def cluster(folder: Path, text: str, manifest: str = SERVICE) -> Cluster:
    (folder / "a.yaml").write_text(manifest)
    return parse_cluster(read([str(folder)]), config(text))


def test_a_service_has_its_ports(tmp_path: Path) -> None:
    service = cluster(
        tmp_path, "- {kind: Service, name: db, namespace: data, ports: [{name: sql, port: 5432}, 53/UDP]}"
    )
    db = service.service("data", "db")
    assert db is not None
    assert [(p.name, p.port, p.protocol) for p in db.ports] == [("sql", 5432, Protocol.TCP), (None, 53, Protocol.UDP)]
    assert (db.meta.name_at.location.line, db.meta.name_at.location.column) == (2, 25)
    assert db.meta.context


@pytest.mark.parametrize("kind", ["Pod", "Deployment", "StatefulSet", "DaemonSet", "CronJob", "ReplicationController"])
def test_a_workload_makes_pods_with_its_labels(tmp_path: Path, kind: str) -> None:
    found = cluster(
        tmp_path, f"- {{kind: {kind}, name: cart, labels: {{app: cart}}, ports: [{{name: http, port: 1}}]}}"
    )
    (pod,) = found.pods_of(found.services[0])
    assert (pod.kind, pod.name, pod.namespace) == (kind, "cart", "default")
    assert pod.pod.resolve("http", Protocol.TCP) == 1


def test_a_namespace_has_its_labels(tmp_path: Path) -> None:
    found = cluster(tmp_path, "- {kind: Namespace, name: data, labels: {team: blue}}")
    assert found.namespace_labels("data") == {"team": "blue", "kubernetes.io/metadata.name": "data"}


@pytest.mark.parametrize(
    "text",
    ["- {kind: Service, name: db}", "- {kind: Secret, name: tls}", "- {kind: Pod, name: db}", "- {kind: X, name: x}"],
)
def test_of_what_is_not_known_there_is_no_model(tmp_path: Path, text: str) -> None:
    found = cluster(tmp_path, text)
    assert len(found.documents) == 1


def test_the_input_wins(tmp_path: Path) -> None:
    found = cluster(tmp_path, "- {kind: Service, name: cart, ports: [1]}")
    assert [service.ports[0].port for service in found.services] == [80]


def test_unknown_ports_are_no_defect_and_known_ones_are(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SERVICE)
    pod = "- {kind: Pod, name: cart, labels: {app: cart}%s}"
    assert check([str(tmp_path)], config(pod % "")).findings == ()
    assert check([str(tmp_path)], config(pod % ", ports: [{name: http, port: 80}]")).findings == ()
    (finding,) = check([str(tmp_path)], config(pod % ", ports: [{name: web, port: 80}]")).findings
    assert (finding.rule, finding.location.line) == ("service-target-port-unresolved", 4)
    assert str(finding.problem.related[0].location.file) == ".k8slint.yaml"


def test_what_is_declared_is_neither_reviewed_nor_counted(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n")
    text = "- {kind: Pod, name: a, labels: {a: b}, ports: [80, 80]}\n- {kind: Service, name: a, ports: [1, 1]}"
    result = check([str(tmp_path)], config(text))
    assert result.findings == ()
    assert summarize(result).objects == 1
