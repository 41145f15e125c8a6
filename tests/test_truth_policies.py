"""Policies of real applications that were judged by eye: what is wrong is found, what only looks wrong is not said."""

from __future__ import annotations

import pytest

from k8slint.config import Config
from k8slint.engine import check
from k8slint.finding import Finding, Severity
from tests.injection import CORPUS

pytestmark = pytest.mark.skipif(
    not (CORPUS / "INDEX.tsv").is_file(), reason=f"no real manifests in {CORPUS} (set K8SLINT_CORPUS)"
)

DEFECTS = [
    ("sock-shop-netpol", "cart-access", "policy-selects-no-pods", Severity.ERROR),
    ("sock-shop-netpol", "carts-db-access", "policy-peer-matches-nothing", Severity.ERROR),
    ("sock-shop-netpol", "cortex-access", "policy-peer-matches-nothing", Severity.WARNING),
    ("promcharts-kube-state-metrics", "kube-state-metrics", "policy-types-contradict-rules", Severity.WARNING),
    ("bitnami-jaeger", "r-jaeger-migrate", "policy-selects-no-pods", Severity.WARNING),
    ("bitnami-opensearch", "r-opensearch-dashboards", "policy-selects-no-pods", Severity.WARNING),
    ("bitnami-metallb", "r-metallb-speaker", "policy-on-host-network", Severity.WARNING),
    ("kube-prometheus", "node-exporter", "policy-on-host-network", Severity.WARNING),
    ("promcharts-prometheus-node-exporter", "prometheus-node-exporter", "policy-on-host-network", Severity.WARNING),
    ("online-boutique-nonpublic", "loadgenerator", "policy-selects-no-pods", Severity.WARNING),
]
TRAPS = [
    ("kube-prometheus", "prometheus-k8s"),
    ("flux2-policies", "allow-webhooks"),
    ("online-boutique-netpol", "deny-all"),
    ("ingress-nginx-helm", "ingress-nginx-defaultbackend"),
    ("bitnami-redis-strict", "r-redis"),
    ("bitnami-jupyterhub", "r-jupyterhub-singleuser"),
    ("gke-anthropic-agent-sandbox", "claude-agent-worker-default-deny"),
    ("rook-examples", "rook-ceph-mon"),
]
RULES = frozenset(
    {"policy-selects-no-pods", "policy-peer-matches-nothing", "policy-on-host-network", "policy-types-contradict-rules"}
    | {"policy-namespace-selector-matches-nothing", "policy-peers-split", "policy-port-unserved"}
    | {"policy-port-is-service-port", "policy-port-name-unresolved", "policy-name-defined-twice"}
)


def _findings(app: str, policy: str) -> list[Finding]:
    found = check([str(CORPUS / app)], Config(select=RULES)).findings
    return [f for f in found if f.object and (f.object.kind, f.object.name) == ("NetworkPolicy", policy)]


@pytest.mark.parametrize(("app", "policy", "rule", "level"), DEFECTS)
def test_a_defect_is_found_once(app: str, policy: str, rule: str, level: Severity) -> None:
    assert [(f.rule, f.severity) for f in _findings(app, policy)] == [(rule, level)]


@pytest.mark.parametrize(("app", "policy"), TRAPS)
def test_a_trap_is_passed_in_silence(app: str, policy: str) -> None:
    assert [f for f in _findings(app, policy) if f.severity > Severity.INFO] == []
