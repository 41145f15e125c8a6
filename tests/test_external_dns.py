"""What ExternalDNS reads, where, and what it takes for a value."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from k8slint.config import Config
from k8slint.door.hostname import chain, named
from k8slint.door.name_claim import claims
from k8slint.inputs.read import read_text
from k8slint.model.cluster import Cluster
from k8slint.model.dns_value import name_fault, seconds
from k8slint.model.external_dns import KEYS, LEGACY_PREFIX, PREFIX, annotated
from k8slint.model.external_dns_reach import ignored
from k8slint.model.external_dns_server import external_dns, read_prefixes
from k8slint.model.external_dns_value import faults
from k8slint.parse.cluster import parse_cluster

API = {
    "Service": "v1",
    "Pod": "v1",
    "Node": "v1",
    "Namespace": "v1",
    "Ingress": "networking.k8s.io/v1",
    "Gateway": "gateway.networking.k8s.io/v1",
    "HTTPRoute": "gateway.networking.k8s.io/v1",
    "TCPRoute": "gateway.networking.k8s.io/v1alpha2",
    "Route": "route.openshift.io/v1",
    "StatefulSet": "apps/v1",
    "Site": "example.com/v1",
}


def cluster_of(*objects: dict[str, Any]) -> Cluster:
    return parse_cluster(read_text("a.yaml", yaml.safe_dump_all(objects)), Config())


def made(kind: str, annotations: dict[str, str], name: str = "x", **spec: Any) -> dict[str, Any]:
    meta = {"name": name, "annotations": {f"{PREFIX}{word}": value for word, value in annotations.items()}}
    return {"apiVersion": API[kind], "kind": kind, "metadata": meta, "spec": spec}


READ = {
    "Service": (
        "hostname internal-hostname target ttl controller alias set-identifier record-type access endpoints-type"
    ),
    "Pod": "hostname internal-hostname target ttl",
    "Node": "target ttl controller",
    "Namespace": "",
    "Ingress": "hostname target ttl controller alias set-identifier record-type ingress-hostname-source",
    "Gateway": "target",
    "HTTPRoute": "hostname ttl controller alias set-identifier record-type gateway-hostname-source",
    "TCPRoute": "hostname ttl controller alias set-identifier record-type gateway-hostname-source",
    "Route": "hostname target ttl controller alias set-identifier record-type",
    "StatefulSet": "",
    "Site": " ".join(KEYS),
}
"""The table of the documentation; of a kind of another project nothing is known."""


@pytest.mark.parametrize(("kind", "word"), [(kind, word) for kind in READ for word in sorted(KEYS)])
def test_each_kind_is_read_for_its_annotations(kind: str, word: str) -> None:
    spec = {"type": "NodePort"} if kind == "Service" else {}
    if (kind, word) == ("Service", "endpoints-type"):
        spec = {"clusterIP": "None"}
    cluster = cluster_of(made(kind, {word: "x"}, **spec))
    (found,) = annotated(cluster)
    assert (ignored(cluster, found) is None) is (word in READ[kind].split())


@pytest.mark.parametrize(
    ("spec", "word", "read"),
    [
        ({"type": "ClusterIP"}, "hostname", False),
        ({}, "hostname", False),
        ({"clusterIP": "None"}, "hostname", True),
        ({"type": "LoadBalancer"}, "hostname", True),
        ({"type": "ExternalName", "externalName": "a.example"}, "hostname", True),
        ({}, "internal-hostname", True),
        ({"type": "NodePort"}, "access", True),
        ({"clusterIP": "None"}, "access", True),
        ({"type": "LoadBalancer"}, "access", False),
        ({"type": "LoadBalancer"}, "endpoints-type", False),
    ],
)
def test_types_of_services(spec: dict[str, Any], word: str, read: bool) -> None:
    cluster = cluster_of(made("Service", {word: "x"}, **spec))
    assert (ignored(cluster, annotated(cluster)[0]) is None) is read


@pytest.mark.parametrize(
    ("word", "value", "valid"),
    [
        ("ttl", "60", True),
        ("ttl", "1h30m", True),
        ("ttl", "1.5s", True),
        ("ttl", "0", True),
        ("ttl", "-1", False),
        ("ttl", "2147483648", False),
        ("ttl", "60 s", False),
        ("ttl", "1d", False),
        ("hostname", "a.example.", True),
        ("hostname", "*.example, b_c.example", True),
        ("hostname", "a.*.example", False),
        ("hostname", "-a.example", False),
        ("hostname", "a.example/x", False),
        ("hostname", "a.example:80", False),
        ("hostname", "x" * 64 + ".example", False),
        ("hostname", "", False),
        ("hostname", "{{ .host }}", True),
        ("target", "203.0.113.7, 2001:db8::1, lb.example", True),
        ("target", "tcp://lb.example", False),
        ("access", "Public", False),
        ("endpoints-type", "HostIP", True),
        ("ingress-hostname-source", "Annotation-Only", True),
        ("gateway-hostname-source", "annotations", False),
        ("set-identifier", " ", False),
        ("record-type", "CNAME", True),
        ("record-type", "cname", False),
        ("aws-weight", "255", True),
        ("aws-weight", "-1", False),
        ("controller", "anything", True),
    ],
)
def test_values(word: str, value: str, valid: bool) -> None:
    (found,) = annotated(cluster_of(made("Ingress", {word: value})))
    assert (not list(faults(found))) is valid


@given(st.text(max_size=12), st.sampled_from(sorted(KEYS)))
def test_no_value_raises(value: str, word: str) -> None:
    for found in annotated(cluster_of(made("Service", {word: value}))):
        list(faults(found))
    name_fault(value)
    seconds(value)


def server(image: str, *args: str) -> dict[str, Any]:
    return made("Pod", {}, name="dns", containers=[{"name": "c", "image": image, "args": list(args)}])


NEW, OLD = frozenset({PREFIX}), frozenset({LEGACY_PREFIX})


@pytest.mark.parametrize(
    ("image", "args", "prefixes"),
    [
        ("registry.k8s.io/external-dns/external-dns:v0.22.0", (), NEW),
        ("registry.k8s.io/external-dns/external-dns:v0.21.9", (), OLD),
        ("docker.io/bitnami/external-dns:0.18.0-debian-12-r4", (), OLD),
        ("external-dns:latest", (), None),
        ("external-dns@sha256:00", (), None),
        ("external-dns:v0.23.0", ("--enable-legacy-annotation-prefix",), NEW | OLD),
        ("external-dns:v0.23.0", ("--enable-legacy-annotation-prefix=false",), NEW),
        ("external-dns:v0.22.0", (f"--annotation-prefix={LEGACY_PREFIX}",), OLD),
        ("example.com/external-dns-webhook:v0.1.0", (), None),
    ],
)
def test_versions_and_prefixes(image: str, args: tuple[str, ...], prefixes: frozenset[str] | None) -> None:
    assert read_prefixes(cluster_of(server(image, *args))) == prefixes


def test_an_option_may_be_given_more_than_once() -> None:
    (found,) = external_dns(cluster_of(server("external-dns:v0.22.0", "--source=service", "--source=pod")))
    assert found.options["--source"] == ("service", "pod")


def records(*entries: tuple[str, str, str]) -> dict[str, Any]:
    listed = [{"dnsName": name, "recordType": type_, "targets": [target]} for name, type_, target in entries]
    meta = {"apiVersion": "externaldns.k8s.io/v1alpha1", "kind": "DNSEndpoint", "metadata": {"name": "x"}}
    return {**meta, "spec": {"endpoints": listed}}


def test_names_lead_on() -> None:
    cluster = cluster_of(
        records(("www.example", "CNAME", "Edge.example."), ("*.wild.example", "CNAME", "edge.example")),
        made("Service", {"hostname": "edge.example", "target": "203.0.113.7"}, type="LoadBalancer"),
    )
    assert chain(cluster, "WWW.example.") == ("www.example", "edge.example", "203.0.113.7")
    assert chain(cluster, "a.wild.example") == ("a.wild.example", "edge.example", "203.0.113.7")
    assert [name.meta.kind for name in named(cluster, "edge.example")] == ["Service"]
    assert chain(cluster, "other.example") == ("other.example",)


@given(st.lists(st.tuples(*[st.sampled_from(["a.x", "b.x", "c.x", "*.x"])] * 2), max_size=6))
def test_chains_end(pairs: list[tuple[str, str]]) -> None:
    cluster = cluster_of(records(*((one, "CNAME", other) for one, other in pairs)))
    found = chain(cluster, "a.x")
    assert len(found) == len(set(found)) <= 5
    list(claims(cluster))
