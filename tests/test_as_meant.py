"""A slip that validity reports is one finding: the rest of the analysis reads it as what it stands for."""

from __future__ import annotations

import pytest

from k8slint.config import Config
from k8slint.engine import check_reading
from k8slint.inputs.read import read_text

SHOP = """\
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: ClusterIP
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: web}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: shop/web
        ports:
        - {name: web, containerPort: 8080}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress, Egress]
  ingress:
  - ports: [{port: 8080}]
  egress:
  - ports: [{port: 443}]
    to: [{podSelector: {}}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ingressClassName: nginx
  rules:
  - http:
      paths:
      - path: /
        pathType: Prefix
        backend: {service: {name: web, port: {number: 80}}}
"""


def told(text: str, config: Config | None = None) -> list[str]:
    findings = check_reading(read_text("a.yaml", text), config or Config()).findings
    return [f"{f.rule}:{f.location.line}:{f.location.column}" for f in findings]


def test_the_shop_is_sound() -> None:
    assert told(SHOP) == []


@pytest.mark.parametrize(
    ("right", "wrong", "finding"),
    [
        ("selector: {app", "selectors: {app", "unknown-field:6:3"),
        ("targetPort: web", "targetport: web", "unknown-field:7:34"),
        ("  ports: [{name", "  port: [{name", "unknown-field:7:3"),
        ("type: ClusterIP", "type: ClusterIp", "manifest-invalid:5:9"),
        ("containerPort: 8080", 'containerPort: "8080"', "manifest-invalid:21:38"),
        ("containerPort: 8080", "containerport: 8080", "unknown-field:21:23"),
        ("containerPort: 8080", "containerPort: 80800", "manifest-invalid:21:38"),
        ("selector: {app: web}", "selector: web", "manifest-invalid:6:13"),
        ("port: 80,", "port: 0,", "manifest-invalid:7:30"),
        ("name: web, containerPort", "name: WEB, containerPort", "manifest-invalid:21:18"),
        ("  type: ClusterIP", "  clusterIP: none", "manifest-invalid:5:14"),
        ("Ingress, Egress", "Ingress, Egrss", "manifest-invalid:28:26"),
        ("podSelector: {matchLabels", "podSelector: {matchlabels", "unknown-field:27:17"),
        ("number: 80", 'number: "80"', "manifest-invalid:45:55"),
    ],
)
def test_a_slip_is_one_finding(right: str, wrong: str, finding: str) -> None:
    assert told(SHOP.replace(right, wrong, 1)) == [finding]


def test_without_the_rules_that_report_slips_what_they_break_is_reported() -> None:
    text = SHOP.replace("selector: {app", "selectors: {app")
    config = Config(ignore=frozenset({"unknown-field"}))
    assert told(text, config) == ["selectorless-service-without-endpoints:3:18"]


def test_a_reading_is_not_changed() -> None:
    reading = read_text("a.yaml", SHOP.replace("selector: {app", "selectors: {app"))
    first, second = (check_reading(reading, Config()) for _ in range(2))
    assert [f.message for f in first.findings] == [f.message for f in second.findings]
    assert "selector" not in reading.documents[0].root["spec"]
