"""A Service that only a slip in a policy closes is the policy's finding."""

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
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
  - {name: web, image: shop/web, ports: [{name: http, containerPort: 8080}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress]
  ingress:
  - ports: [{port: PORT}]
    from: [{namespaceSelector: {}}]
"""


@pytest.mark.parametrize(
    ("port", "rule"), [("8080", None), ("htp", "policy-port-name-unresolved"), ("8081", "policy-port-unserved")]
)
def test_a_slip_in_a_port_is_one_finding(port: str, rule: str | None) -> None:
    findings = check_reading(read_text("a.yaml", SHOP.replace("PORT", port)), Config()).findings
    assert [finding.rule for finding in findings] == ([rule] if rule else [])
