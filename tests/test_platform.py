"""What the platform reaches: how it is read, and the edges that come of it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k8slint.config import Config
from k8slint.edge.edge import Confidence, Edge, Platform
from k8slint.edge.name import ServiceName
from k8slint.edge.platform import platform_edges
from k8slint.engine import check_reading
from k8slint.inputs.read import read_text
from k8slint.model.api_extension import ApiCall, FailurePolicy, Purpose
from k8slint.model.cluster import Cluster
from k8slint.model.monitor import Monitor, Namespaces, PortField
from k8slint.parse.cluster import parse_cluster


def cluster_of(text: str) -> Cluster:
    return parse_cluster(read_text("a.yaml", text), Config())


def shown(edge: Edge) -> tuple[object, ...]:
    """Who, to what, on which port, how."""
    callee = str(edge.callee) if isinstance(edge.callee, ServiceName) else edge.callee.id
    return (edge.caller.name if isinstance(edge.caller, Platform) else "", callee, edge.port, edge.scheme)


def calls(text: str) -> list[ApiCall]:
    return [call for extension in cluster_of(text).api_extensions for call in extension.calls]


HOOKS = """
apiVersion: admissionregistration.k8s.io/VERSION
kind: MutatingWebhookConfiguration
metadata: {name: hooks}
webhooks:
  - name: a.example.com
    clientConfig: {service: {name: guard, namespace: shop, path: /a}}
  - name: b.example.com
    failurePolicy: Ignore
    clientConfig: {service: {name: guard, namespace: shop, port: 9443}}
  - name: c.example.com
    clientConfig: {url: "https://hooks.example.com"}
  - name: d.example.com
    clientConfig: {service: {name: guard}}
  - name: e.example.com
    clientConfig: {service: {name: guard, namespace: shop, port: 70000}}
"""


def test_webhooks_have_the_defaults_of_the_api() -> None:
    found = calls(HOOKS.replace("VERSION", "v1"))
    assert [(call.name, call.service.port, call.failure_policy) for call in found] == [
        ("a.example.com", 443, FailurePolicy.FAIL),
        ("b.example.com", 9443, FailurePolicy.IGNORE),
        ("e.example.com", None, FailurePolicy.FAIL),
    ]
    assert calls(HOOKS.replace("VERSION", "v1beta1"))[0].failure_policy is FailurePolicy.IGNORE


def test_the_port_stands_where_it_is_or_would_have_to_be() -> None:
    first, second, _ = calls(HOOKS.replace("VERSION", "v1"))
    assert (first.service.port_at.written, first.service.port_at.location.line) == (False, 7)
    assert (second.service.port_at.written, second.service.port_at.location.column) == (True, 66)


def test_an_api_service_without_a_service_is_answered_by_the_api_server() -> None:
    head = "apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: {name: v1.a.b}\nspec: "
    assert calls(head + "{service: null, group: a.b}") == []
    (call,) = calls(head + "{service: {name: metrics, namespace: kube-system}}")
    assert (call.purpose, call.name, call.service.port) == (Purpose.AGGREGATION, "v1.a.b", 443)


CONVERSION = """
kind: CustomResourceDefinition
apiVersion: apiextensions.k8s.io/v1
metadata: {name: orders.example.com}
spec:
  conversion: {strategy: Webhook, CONFIG}
"""


@pytest.mark.parametrize("config", ["webhook: {clientConfig: SERVICE}", "webhookClientConfig: SERVICE"])
def test_conversion_webhooks_of_both_versions(config: str) -> None:
    service = "{service: {name: orders, namespace: shop}}"
    (call,) = calls(CONVERSION.replace("CONFIG", config.replace("SERVICE", service)))
    assert (call.purpose, call.service.name_at.value) == (Purpose.CONVERSION, "orders")


MONITOR = """
apiVersion: monitoring.coreos.com/v1
kind: KIND
metadata: {name: cart, namespace: shop}
spec: {NAMESPACES selector: {matchLabels: {app: cart}}, ENDPOINTS: [{ENDPOINT}]}
"""


def monitor(kind: str = "ServiceMonitor", namespaces: str = "", endpoint: str = "port: web") -> Monitor:
    endpoints = "podMetricsEndpoints" if kind == "PodMonitor" else "endpoints"
    text = MONITOR.replace("KIND", kind).replace("NAMESPACES", namespaces).replace("ENDPOINTS", endpoints)
    (found,) = cluster_of(text.replace("ENDPOINT", endpoint)).monitors
    return found


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("", frozenset({"shop"})),
        ("namespaceSelector: {},", frozenset({"shop"})),
        ("namespaceSelector: {matchNames: [a, b]},", frozenset({"a", "b"})),
        ("namespaceSelector: {any: true, matchNames: [a]},", Namespaces.ALL),
        ("namespaceSelector: {any: false},", frozenset({"shop"})),
    ],
)
def test_a_monitor_looks_in_its_own_namespace_unless_it_names_others(written: str, meaning: object) -> None:
    assert monitor(namespaces=written).namespaces == meaning


@pytest.mark.parametrize(
    ("kind", "written", "by", "port"),
    [
        ("ServiceMonitor", "port: web, targetPort: 80", PortField.PORT, "web"),
        ("ServiceMonitor", "targetPort: 80, portNumber: 81", PortField.TARGET_PORT, 80),
        ("PodMonitor", "portNumber: 81, targetPort: 80", PortField.PORT_NUMBER, 81),
        ("PodMonitor", "path: /metrics", PortField.PORT, None),
    ],
)
def test_the_fields_of_a_port_take_precedence(kind: str, written: str, by: PortField, port: object) -> None:
    (endpoint,) = monitor(kind, endpoint=written).endpoints
    assert (endpoint.by, endpoint.port) == (by, port)


SHOP = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  template:
    metadata:
      labels: {app: cart}
      annotations: {prometheus.io/scrape: "true", prometheus.io/port: "9102", prometheus.io/scheme: https}
    spec:
      containers:
        - name: cart
          ports: [{name: web, containerPort: 8080}]
          livenessProbe: {httpGet: {port: web, scheme: HTTPS}}
          readinessProbe: {grpc: {port: 8081}}
          startupProbe: {tcpSocket: {port: 8082}}
          lifecycle: {preStop: {httpGet: {port: 8083, host: other.example.com}}}
---
apiVersion: v1
kind: Service
metadata:
  name: cart
  namespace: shop
  labels: {app: cart}
  annotations: {prometheus.io/scrape: "true"}
spec: {selector: {app: cart}, ports: [{name: web, port: 80, targetPort: web}]}
"""


def test_edges_of_probes_annotations_and_monitors() -> None:
    kinds = {"ServiceMonitor": "endpoints", "PodMonitor": "podMetricsEndpoints"}
    monitors = [
        MONITOR.replace("KIND", kind).replace("NAMESPACES", "").replace("ENDPOINTS", key) for kind, key in kinds.items()
    ]
    texts = [SHOP, monitors[0].replace("ENDPOINT", "port: web"), monitors[0].replace("ENDPOINT", "targetPort: web")]
    texts += [monitors[1].replace("ENDPOINT", "port: web, scheme: HTTPS"), HOOKS.replace("VERSION", "v1")]
    pod = "shop/Deployment/cart"
    assert sorted(map(shown, platform_edges(cluster_of("---".join(texts)))), key=str) == sorted(
        [
            ("API_SERVER", "shop/guard", 443, "https"),
            ("API_SERVER", "shop/guard", 9443, "https"),
            ("API_SERVER", "shop/guard", None, "https"),
            ("KUBELET", pod, "web", "https"),
            ("KUBELET", pod, 8081, "grpc"),
            ("KUBELET", pod, 8082, None),
            ("SCRAPER", pod, 9102, "https"),
            ("SCRAPER", pod, None, "http"),
            ("SCRAPER", "shop/cart", "web", "http"),
            ("SCRAPER", pod, "web", "http"),
            ("SCRAPER", pod, "web", "https"),
        ],
        key=str,
    )


def test_an_annotation_is_less_sure_than_an_object() -> None:
    found = {(edge.caller, edge.confidence) for edge in platform_edges(cluster_of(SHOP))}
    assert found == {(Platform.KUBELET, Confidence.DECLARED), (Platform.SCRAPER, Confidence.CONFIGURED)}


KINDS = st.sampled_from(
    [
        "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration",
        "apiregistration.k8s.io/v1 APIService",
        "apiextensions.k8s.io/v1 CustomResourceDefinition",
        "monitoring.coreos.com/v1 ServiceMonitor",
        "monitoring.coreos.com/v1 PodMonitor",
    ]
)
WORDS = "spec webhooks clientConfig service name namespace port conversion strategy webhook selector endpoints any"
WORDS += " podMetricsEndpoints namespaceSelector matchNames matchLabels portNumber targetPort scheme metadata labels"
JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-1, 70000), st.sampled_from(["", "web", "Webhook", "${X}", "true"])
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS.split()), inner, max_size=4),
    max_leaves=12,
)


RULES = frozenset(
    {"webhook-service-missing", "webhook-port-missing", "monitor-selects-nothing", "monitor-port-missing"}
    | {"scrape-port-undeclared", "api-server-egress-blocked"}
)


@given(KINDS, st.dictionaries(st.sampled_from(["spec", "webhooks", "metadata"]), JSON))
def test_nothing_raises_whatever_the_objects_hold(kind: str, body: dict[str, object]) -> None:
    version, name = kind.split()
    text = json.dumps({"apiVersion": version, "kind": name, **body}) + "\n---\n" + SHOP
    result = check_reading(read_text("a.yaml", text), Config(select=RULES, complete=True))
    assert result.crashes == ()
    assert all(finding.location for finding in result.findings)
    assert all(edge.evidence.host_at.location for edge in platform_edges(result.cluster))
