"""Suggested policies admit what the input asks for, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from k8slint.config import Config
from k8slint.engine import check
from k8slint.manifests import load, load_text
from k8slint.path.need import needs
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.reachability import Reachability
from k8slint.report.suggest_yaml import suggestions
from k8slint.suggest.policy import suggest
from k8slint.suggest.required import uncalled
from tests.injection import CORPUS, applications

BLOCKED = frozenset(
    {"required-connection-blocked", "dns-egress-blocked", "controller-path-blocked", "api-server-egress-blocked"}
    | {
        "service-unreachable",
        "policy-allows-everything",
        "policy-open-to-internet",
        "manifest-invalid",
        "unknown-field",
    }
    | {"policy-selects-no-pods", "policy-peer-matches-nothing", "policy-port-unserved", "policy-port-name-unresolved"}
)
"""What a suggestion must not bring at warning or above."""
STEP = 5
APPLICATIONS = [app for app in applications() if app.name != "gke-hello-app"][::STEP] if CORPUS.is_dir() else []
"""Every fifth, for the sake of time. One holds variants of one Deployment, of which only the last can be meant."""

SHOP = """
{apiVersion: apps/v1, kind: Deployment, metadata: {name: cart, namespace: shop}, spec: {
  selector: {matchLabels: {app: cart}}, template: {metadata: {labels: {app: cart}}, spec: {containers: [{name: cart,
  env: [{name: REDIS_ADDR, value: "redis:6379"}]}]}}}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: redis, namespace: shop}, spec: {
  selector: {matchLabels: {app: redis}}, template: {metadata: {labels: {app: redis}}, spec: {containers: [{name: redis,
  ports: [{name: redis, containerPort: 6380}]}]}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: redis, namespace: shop}, spec: {
  selector: {app: redis}, ports: [{port: 6379, targetPort: redis}]}}
"""


def _suggested(text: str) -> str:
    cluster = load_text(text, "shop.yaml")
    return suggestions(suggest(cluster, cluster.workloads))


def documents(text: str) -> list[Any]:
    return list(yaml.safe_load_all(text))


def test_each_rule_says_what_asks_for_it() -> None:
    text = _suggested(SHOP)
    assert "    # calls Deployment redis (REDIS_ADDR, shop.yaml:4)\n" in text
    assert "    # Deployment cart calls it (REDIS_ADDR, shop.yaml:4)\n" in text


def test_policies_admit_the_port_of_the_pods() -> None:
    by_name = {each["metadata"]["name"]: each["spec"] for each in documents(_suggested(SHOP))}
    assert list(by_name) == ["default-deny", "cart", "redis"]
    assert by_name["default-deny"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    assert by_name["redis"] == {
        "podSelector": {"matchLabels": {"app": "redis"}},
        "policyTypes": ["Ingress", "Egress"],
        "ingress": [
            {
                "from": [{"podSelector": {"matchLabels": {"app": "cart"}}}],
                "ports": [{"protocol": "TCP", "port": 6380}],
            }
        ],
        "egress": [],
    }
    dns = by_name["cart"]["egress"][1]
    assert dns["ports"] == [{"protocol": "TCP", "port": 53}, {"protocol": "UDP", "port": 53}]


def test_a_namespace_of_which_a_part_is_wanted_is_not_closed() -> None:
    cluster = load_text(SHOP)
    policies = suggest(cluster, [w for w in cluster.workloads if w.name == "redis"])
    assert [policy.name for policy in policies] == ["redis"]


def test_policies_that_exist_are_not_replaced() -> None:
    policy = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: %s, namespace: shop}}"
    text = "\n---\n".join((SHOP, policy % "redis", policy % "default-deny"))
    names = [each["metadata"]["name"] for each in documents(_suggested(text))]
    assert names == ["default-deny-required", "cart", "redis-required"]


def test_a_service_that_nobody_is_known_to_call_is_open_to_its_namespace() -> None:
    text = SHOP.replace('env: [{name: REDIS_ADDR, value: "redis:6379"}]', "env: []")
    by_name = {each["metadata"]["name"]: each["spec"] for each in documents(_suggested(text))}
    assert by_name["redis"]["ingress"][0]["from"] == [{"podSelector": {}}]
    assert by_name["unknown-callers"]["podSelector"] == {}
    assert by_name["unknown-callers"]["policyTypes"] == ["Egress"]


def test_names_in_comments_stay_comments() -> None:
    hostile = SHOP.replace("REDIS_ADDR", '"A\\n- evil: true\\u2028_ADDR"')
    assert documents(_suggested(hostile)) == documents(_suggested(SHOP))


@pytest.mark.skipif(not APPLICATIONS, reason=f"no real manifests in {CORPUS} (set K8SLINT_CORPUS)")
@pytest.mark.parametrize("app", APPLICATIONS, ids=lambda app: app.name)
def test_real_applications_keep_what_they_ask_for(app: Path, tmp_path: Path) -> None:
    cluster = load([str(app)])
    policies = suggest(cluster, cluster.workloads)
    if not policies:
        pytest.skip("no workload that a policy could be for")
    file = tmp_path / "suggested.yaml"
    file.write_text(suggestions(policies), encoding="utf-8")
    config = Config(select=BLOCKED)
    before = {(f.rule, f.message) for f in check([str(app)], config).findings}
    after = check([str(app), str(file)], config)
    assert not after.crashes
    new = [f for f in after.findings if (f.rule, f.message) not in before and str(f.severity) != "info"]
    assert [(f.rule, f.location, f.message) for f in new] == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no real manifests in {CORPUS} (set K8SLINT_CORPUS)")
def test_nothing_else_is_admitted_between_workloads(tmp_path: Path) -> None:
    """Proven by reach, on an application of which every Service has a caller."""
    app = CORPUS / "online-boutique"
    cluster = load([str(app)])
    assert uncalled(cluster) == ()
    file = tmp_path / "suggested.yaml"
    file.write_text(suggestions(suggest(cluster, cluster.workloads)), encoding="utf-8")
    reach = Reachability.of(load([str(app), str(file)]))
    found = {
        (c.source.id, c.destination.id, span.first, span.last)
        for c in reach.connections()
        if isinstance(c.source, Endpoint) and isinstance(c.destination, Endpoint)
        for span in c.traffic
    }
    assert found == {(n.client.id, e.workload.id, e.number, e.number) for n in needs(cluster) for e in n.ends}
