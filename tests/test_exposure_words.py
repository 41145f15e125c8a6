"""Exposure as it is told: each formula as small as it can be, decided by meaning and not by spelling."""

from __future__ import annotations

import json
from typing import Any

import pytest

from k8slint.config import Config
from k8slint.inputs.read import read_text
from k8slint.model.network_policy import Direction
from k8slint.parse.cluster import parse_cluster
from k8slint.reach.exposure import Exposures
from k8slint.reach.reachability import Reachability
from k8slint.report.exposure_text import text

WEB = """
{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {
  selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [
    {name: web, image: example.com/web:1, ports: [{name: http, containerPort: 8080}]}]}}}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: shop}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: ops, labels: {team: ops}}}
"""


def policy(*ingress: dict[str, Any], **spec: Any) -> dict[str, Any]:
    rules = {"ingress": list(ingress)} if ingress else {}
    return {"kind": "NetworkPolicy", "spec": {"podSelector": {}, **rules, **spec}}


def admits(*peers: dict[str, Any], **ports: Any) -> dict[str, Any]:
    return policy({"from": list(peers), **ports})


def pods(*expressions: tuple[str, str, *tuple[str, ...]], **labels: str) -> dict[str, Any]:
    return {"podSelector": selector(*expressions, **labels)}


def selector(*expressions: tuple[str, str, *tuple[str, ...]], **labels: str) -> dict[str, Any]:
    listed = [{"key": k, "operator": o, **({"values": list(v)} if v else {})} for k, o, *v in expressions]
    return {"matchLabels": labels, "matchExpressions": listed}


def anywhere(*expressions: tuple[str, str, *tuple[str, ...]], **labels: str) -> dict[str, Any]:
    return {"namespaceSelector": {}, **pods(*expressions, **labels)}


def admin(*rules: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    ingress = [{"action": action, "from": [peer]} for action, peer in rules]
    return {"kind": "AdminNetworkPolicy", "spec": {"priority": 1, "subject": {"namespaces": {}}, "ingress": ingress}}


def everybody_of(namespaces: dict[str, Any], labels: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"pods": {"namespaceSelector": namespaces, "podSelector": labels or {}}}


def told(*policies: dict[str, Any], direction: Direction = Direction.INGRESS) -> list[str]:
    """The lines about web, without its name."""
    documents = [WEB]
    for number, written in enumerate(policies):
        is_admin = written["kind"] == "AdminNetworkPolicy"
        version = "policy.networking.k8s.io/v1alpha1" if is_admin else "networking.k8s.io/v1"
        meta = {"name": f"policy{number}", **({} if is_admin else {"namespace": "shop"})}
        documents.append(json.dumps({"apiVersion": version, "metadata": meta, **written}))
    cluster = parse_cluster(read_text("cluster.yaml", "\n---\n".join(documents)), Config())
    reach = Reachability.of(cluster)
    exposures = Exposures.of(cluster, reach)
    found = text(exposures.exposure(endpoint, direction) for endpoint in reach.endpoints)
    return found.replace("shop/Deployment/web  ", "").splitlines()


EVERYBODY = "every port from every pod in every namespace, and every address; no policy is about its ingress"
TCP_80 = {"ports": [{"port": 80}]}


def test_without_policy_one_line_says_that_all_is_open() -> None:
    assert told() == [EVERYBODY]


def test_a_policy_of_the_other_direction_does_not_count() -> None:
    assert told(policy(policyTypes=["Egress"])) == [EVERYBODY]


def test_a_policy_without_rules_closes() -> None:
    assert told(policy()) == ["no port from anyone"]


def test_labels_of_pods_in_the_own_namespace() -> None:
    assert told(admits(pods(app="cart"), **TCP_80)) == [
        "TCP 80",
        "  from pods with app=cart in namespace shop; e.g. a pod in namespace shop with app=cart",
    ]


@pytest.mark.parametrize(
    ("expressions", "words"),
    [
        ([("app", "In", "a", "b")], "pods with app in (a, b)"),
        ([("app", "NotIn", "a")], "pods with app!=a"),
        ([("app", "Exists")], "pods with app"),
        ([("app", "DoesNotExist")], "pods without app"),
        ([("app", "Exists"), ("tier", "DoesNotExist")], "pods with app and without tier"),
        ([("app", "In", "a", "b"), ("app", "NotIn", "a")], "pods with app=b"),
        ([("app", "Exists"), ("app", "In", "a")], "pods with app=a"),
    ],
)
def test_operators(expressions: list[Any], words: str) -> None:
    found = told(admits(anywhere(*expressions)))
    assert found[0] == "every port"
    assert found[1].startswith(f"  from {words} in every namespace; e.g. a pod in namespace other")


@pytest.mark.parametrize(
    ("namespaces", "words"),
    [
        (selector(team="ops"), "namespaces with team=ops"),
        (selector(("team", "DoesNotExist")), "namespaces without team"),
        (selector(**{"kubernetes.io/metadata.name": "pay"}), "namespace pay"),
        (selector(("kubernetes.io/metadata.name", "NotIn", "pay")), "every namespace but pay"),
        (selector(("kubernetes.io/metadata.name", "In", "pay", "ops")), "namespaces ops, pay"),
    ],
)
def test_namespaces(namespaces: dict[str, Any], words: str) -> None:
    assert told(admits({"namespaceSelector": namespaces}))[1].startswith(f"  from every pod in {words}; e.g. ")


def test_a_contradiction_opens_nothing() -> None:
    assert told(admits(pods(("app", "In", "a"), ("app", "NotIn", "a")))) == ["no port from anyone"]


@pytest.mark.parametrize(
    "parts",
    [
        [anywhere(("app", "In", "a")), anywhere(("app", "NotIn", "a"))],
        [anywhere(("app", "Exists")), anywhere(("app", "DoesNotExist"))],
        [anywhere(("app", "NotIn", "a", "b")), anywhere(app="a"), anywhere(app="b")],
    ],
)
def test_policies_that_together_admit_every_pod(parts: list[dict[str, Any]]) -> None:
    assert told(*map(admits, parts)) == [
        "every port",
        "  from every pod in every namespace; e.g. a pod in namespace other",
    ]


def test_policies_that_together_admit_all_but_one_value() -> None:
    found = told(admits(anywhere(("app", "NotIn", "a", "b"))), admits(anywhere(app="b")))
    assert found == ["every port", "  from pods with app!=a in every namespace; e.g. a pod in namespace other"]


def test_values_of_several_rules_come_together() -> None:
    (_, line) = told(admits(pods(app="a")), admits(pods(app="b")))
    assert line.startswith("  from pods with app in (a, b) in namespace shop; e.g. ")


def test_one_key_of_namespaces_and_pods_is_two_keys() -> None:
    peers = [{"namespaceSelector": selector(app=name), "podSelector": selector(app=name)} for name in ("a", "b")]
    lines = told(*map(admits, peers))
    assert [line.partition(";")[0] for line in lines[1:]] == [
        "  from pods with app=a in namespaces with app=a",
        "  from pods with app=b in namespaces with app=b",
    ]


def test_what_a_wider_group_holds_is_not_told_again() -> None:
    found = told(admits(pods(app="cart"), {"namespaceSelector": {}}))
    assert found == ["every port", "  from every pod in every namespace; e.g. a pod in namespace other"]


def test_a_group_has_all_its_ports_in_one_place() -> None:
    found = told(admits(anywhere(app="cart")), admits(anywhere(tier="front"), **TCP_80))
    assert found == [
        "every port",
        "  from pods with app=cart in every namespace; e.g. a pod in namespace other with app=cart",
        "TCP 80",
        "  from pods with tier=front in every namespace; e.g. a pod in namespace other with tier=front",
    ]


def test_named_ports_are_those_of_the_workload() -> None:
    found = told(admits(pods(app="cart"), ports=[{"port": "http"}]))
    assert found[0] == "TCP 8080"
    assert told(admits(pods(app="cart"), ports=[{"port": "metrics"}])) == ["no port from anyone"]


def test_addresses_with_an_exception() -> None:
    found = told(admits({"ipBlock": {"cidr": "0.0.0.0/0", "except": ["10.0.0.0/8"]}}, **TCP_80))
    assert found == ["TCP 80", "  from 0.0.0.0/0 but 10.0.0.0/8"]


def test_two_halves_are_the_whole() -> None:
    halves = [{"ipBlock": {"cidr": cidr}} for cidr in ("0.0.0.0/1", "128.0.0.0/1")]
    assert told(admits(*halves)) == ["every port", "  from 0.0.0.0/0"]
    assert told(admits(*halves, {"ipBlock": {"cidr": "::/0"}})) == ["every port", "  from every address"]


def test_a_rule_without_peers() -> None:
    assert told(policy({})) == [
        "every port",
        "  from every pod in every namespace; e.g. a pod in namespace other",
        "  from every address",
    ]


def test_all_ports_but_those_that_no_rule_names() -> None:
    ports = [{"port": 1, "endPort": 79}, {"port": 81, "endPort": 65535}, {"protocol": "UDP"}, {"protocol": "SCTP"}]
    assert told(admits(pods(), ports=ports))[0] == "every port but TCP 80"


def test_administrators_who_deny_take_away() -> None:
    denied = everybody_of(selector(team="ops"), selector(app="scanner"))
    found = told(admin(("Deny", denied)), admits({"namespaceSelector": {}}))
    assert found[1] == (
        "  from every pod in every namespace but pods with app=scanner in namespaces with team=ops; "
        "e.g. a pod in namespace other"
    )


def test_administrators_who_deny_without_any_network_policy() -> None:
    found = told(admin(("Deny", everybody_of(selector(team="ops")))))
    assert found[0] == "every port"
    assert found[1].startswith("  from every pod in every namespace but those in namespaces with team=ops; ")
    assert found[2] == "  from every address"


def test_a_denial_of_nobody_who_is_admitted_is_not_told() -> None:
    found = told(admin(("Deny", everybody_of(selector(team="ops")))), admits(pods(app="cart")))
    assert found[1].startswith("  from pods with app=cart in namespace shop; ")


def test_administrators_who_pass_some_and_deny_the_rest() -> None:
    passed = everybody_of(selector(team="ops"))
    found = told(admin(("Pass", passed), ("Deny", everybody_of({}))), admits(anywhere(app="cart")))
    assert found == [
        "every port",
        "  from pods with app=cart in namespaces with team=ops; "
        "e.g. a pod in namespace other that has team=ops, with app=cart",
    ]


def test_administrators_who_allow_come_first() -> None:
    found = told(admin(("Allow", everybody_of(selector(team="ops")))), policy())
    assert found[1].startswith("  from every pod in namespaces with team=ops; ")


def test_a_group_that_its_own_policies_keep_in_is_told_as_such() -> None:
    found = told(admits(pods(app="cart"), **TCP_80), policy(policyTypes=["Egress"]))
    assert found == [
        "TCP 80",
        "  from pods with app=cart in namespace shop; none of them is let out by policies of its own",
    ]


def test_egress_at_a_port_that_the_other_side_names() -> None:
    rule = {"to": [pods(app="db")], "ports": [{"port": "sql"}]}
    found = told(policy(policyTypes=["Egress"], egress=[rule]), direction=Direction.EGRESS)
    assert found[0] == "TCP port named sql"
    assert found[1].startswith("  to pods with app=db in namespace shop; e.g. ")


def test_egress_to_addresses() -> None:
    rule = {"to": [{"ipBlock": {"cidr": "10.0.0.0/8"}}], "ports": [{"port": 443}]}
    found = told(policy(policyTypes=["Egress"], egress=[rule]), direction=Direction.EGRESS)
    assert found == ["TCP 443", "  to 10.0.0.0/8"]
