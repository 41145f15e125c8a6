"""Could something outside the input make what it lacks?"""

from __future__ import annotations

from pathlib import Path

import pytest

from k8slint.config import Config, External
from k8slint.inputs.read import read
from k8slint.model.absence import covers, object_elsewhere, pods_of_service_elsewhere, service_elsewhere
from k8slint.model.cluster import Cluster
from k8slint.parse.cluster import parse_cluster

SERVICE = "{apiVersion: v1, kind: Service, metadata: {name: db%s}, spec: {selector: {%s}, ports: [{port: 5432}]}}"
DEPLOYMENT = (
    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, "
    "spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: web}]}}}}"
)


def resource(api_version: str, kind: str, name: str, spec: str = "") -> str:
    return f"{{apiVersion: {api_version}, kind: {kind}, metadata: {{name: {name}}}, spec: {{{spec}}}}}"


def cluster_of(folder: Path, *documents: str, external: tuple[External, ...] = ()) -> Cluster:
    (folder / "all.yaml").write_text("\n---\n".join(documents))
    config = Config(external=external)
    return parse_cluster(read([str(folder)], config.paths), config)


@pytest.mark.parametrize(
    ("maker", "name"),
    [
        (("monitoring.coreos.com/v1", "Prometheus", "main"), "prometheus-operated"),
        (("postgresql.cnpg.io/v1", "Cluster", "orders"), "orders-rw"),
        (("kibana.k8s.elastic.co/v1", "Kibana", "logs"), "logs-kb-http"),
        (("databases.spotahome.com/v1", "RedisFailover", "cache"), "rfs-cache"),
        (("kafka.strimzi.io/v1", "Kafka", "events"), "events-kafka-bootstrap"),
        (("ray.io/v1", "RayService", "llm"), "llm-head-svc"),
        (("serving.knative.dev/v1", "Service", "hello"), "hello"),
        (("notification.toolkit.fluxcd.io/v1", "Receiver", "github"), "webhook-receiver"),
    ],
)
def test_operators_make_services(tmp_path: Path, maker: tuple[str, str, str], name: str) -> None:
    cluster = cluster_of(tmp_path, resource(*maker))
    assert service_elsewhere(cluster, "default", name) == f"{maker[1]} {maker[2]} may make it"
    assert service_elsewhere(cluster, "default", "cart") is None
    assert service_elsewhere(cluster, "other", name) is None


@pytest.mark.parametrize(
    ("api_version", "kind"),
    [("monitoring.coreos.com/v1", "ServiceMonitor"), ("networking.istio.io/v1", "VirtualService"), ("apps/v1", "Foo")],
)
def test_configuration_makes_nothing(tmp_path: Path, api_version: str, kind: str) -> None:
    cluster = cluster_of(tmp_path, resource(api_version, kind, "cart"))
    assert service_elsewhere(cluster, "default", "cart") is None


@pytest.mark.parametrize(
    ("documents", "reason"),
    [
        ([SERVICE % ("", "cluster-name: orders"), resource("acid.zalan.do/v1", "postgresql", "orders")], "postgresql"),
        ([SERVICE % ("", "spilo-role: master")], "spilo-role is set"),
        (
            [SERVICE % ("", "app: db"), resource("split.smi-spec.io/v1alpha2", "TrafficSplit", "x", "service: db")],
            "answers",
        ),
        (
            [SERVICE % ("", "app: db"), resource("example.com/v1", "Db", "x", "template: {labels: {app: db, x: y}}")],
            "Db x may",
        ),
        ([SERVICE % (", namespace: kube-system", "k8s-app: kube-dns")], "control plane"),
        ([SERVICE % (', annotations: {service.cilium.io/global: "true"}', "app: db")], "another cluster"),
        ([SERVICE % ("", "app: db")], None),
    ],
)
def test_pods_that_no_manifest_shows(tmp_path: Path, documents: list[str], reason: str | None) -> None:
    cluster = cluster_of(tmp_path, *documents)
    answer = pods_of_service_elsewhere(cluster, cluster.services[0])
    assert (reason in (answer or "")) if reason else answer is None


def test_what_the_configuration_says_exists(tmp_path: Path) -> None:
    external = (External("Service", "db"), External("Secret", "tls"), External("Pod", "x", labels={"app": "x"}))
    cluster = cluster_of(tmp_path, SERVICE % ("", "app: x"), external=external)
    assert service_elsewhere(cluster, "default", "db") == "the configuration says that it exists"
    assert object_elsewhere(cluster, "Secret", "default", "tls") == "the configuration says that it exists"
    assert object_elsewhere(cluster, "Secret", "default", "db") is None
    assert pods_of_service_elsewhere(cluster, cluster.services[0]) == "the configuration says that it exists"


def test_an_input_covers_the_namespaces_whose_workloads_it_holds(tmp_path: Path) -> None:
    assert covers(cluster_of(tmp_path, DEPLOYMENT), "default")
    assert not covers(cluster_of(tmp_path, DEPLOYMENT), "other")
    assert not covers(cluster_of(tmp_path, SERVICE % ("", "app: x")), "default")
    release = resource("helm.toolkit.fluxcd.io/v2", "HelmRelease", "db")
    assert not covers(cluster_of(tmp_path, DEPLOYMENT, release), "default")
