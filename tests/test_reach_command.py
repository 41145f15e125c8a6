"""`k8slint reach`, `explain` and `diff` through the installed command, on a shop with three workloads."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.command import k8slint
from tests.fixture import ROOT

SHOP = "fixtures/reach/shop"
AFTER = "fixtures/reach/shop-after"


def test_text_is_a_line_a_pair() -> None:
    lines = k8slint("reach", SHOP, "--to", "shop/*").stdout.splitlines()
    assert [" ".join(line.split()) for line in lines] == [
        "0.0.0.0/0 but 10.0.0.0/8 -> shop/Deployment/web TCP 8080",
        "shop/Deployment/cart -> shop/StatefulSet/redis TCP 6379",
        "shop/Deployment/web -> shop/Deployment/cart TCP 7070",
    ]


def test_json_names_the_rule_that_decides() -> None:
    done = k8slint("reach", SHOP, "--from", "web", "--to", "cart", "--port", "7070/TCP", "--format", "json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert answer["query"]["allowed"] is True
    (because,) = answer["query"]["because"]
    assert (because["policy"], because["rule"], because["location"]["line"]) == ("NetworkPolicy shop/cart", 0, 10)
    assert [(c["source"], c["allowed"]) for c in answer["connections"]] == [
        ("shop/Deployment/web", [{"protocol": "TCP", "ports": "7070"}])
    ]


@pytest.mark.parametrize(("port", "status"), [("7070", 0), ("7071", 1), ("7070/UDP", 1)])
def test_one_denied_connection_is_status_1(port: str, status: int) -> None:
    assert k8slint("reach", SHOP, "--from", "web", "--to", "cart", "--port", port).returncode == status


def test_address_sets_are_disjoint_and_cut_where_a_policy_cuts() -> None:
    answer = json.loads(k8slint("reach", SHOP, "--format", "json").stdout)
    into_web = [c["source"] for c in answer["connections"] if c["destination"] == "shop/Deployment/web"]
    assert into_web == ["0.0.0.0/5,8.0.0.0/7,11.0.0.0/8,12.0.0.0/6,16.0.0.0/4,32.0.0.0/3,64.0.0.0/2,128.0.0.0/1"]


def test_csv_and_markdown_have_the_same_rows() -> None:
    rows = list(csv.reader(io.StringIO(k8slint("reach", SHOP, "--format", "csv").stdout)))
    table = k8slint("reach", SHOP, "--format", "md").stdout.splitlines()
    assert len(rows) == len(table) - 1 == 8
    assert rows[0] == ["source", "destination", "allowed"]
    assert table[-1] == "| " + " | ".join(rows[-1]) + " |"


def test_drawings_name_both_ends() -> None:
    dot = k8slint("reach", SHOP, "--format", "dot").stdout
    assert '"shop/Deployment/web" -> "shop/Deployment/cart" [label="TCP 7070"];' in dot
    assert 'subgraph "cluster_shop"' in dot
    mermaid = k8slint("reach", SHOP, "--format", "mermaid", "--from", "web", "--to", "cart").stdout
    assert mermaid.splitlines()[-1] == '  n1 -->|"TCP 7070"| n0'


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_svg_is_drawn_by_graphviz() -> None:
    assert "</svg>" in k8slint("reach", SHOP, "--format", "svg").stdout


def test_svg_without_graphviz_says_what_is_missing(tmp_path: Path) -> None:
    done = k8slint("reach", SHOP, "--format", "svg", PATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "Graphviz" in done.stderr


def test_explain_tells_the_rule_and_the_miss() -> None:
    done = k8slint("explain", "web", "redis", SHOP, "--port", "6379")
    assert done.returncode == 1
    assert done.stdout == (ROOT / "tests/goldens/explain-denied.txt").read_text(encoding="utf-8")


def test_explain_marks_what_decided() -> None:
    done = k8slint("explain", "1.2.3.4", "web", SHOP, "--port", "8080", "--format", "json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0 and answer["allowed"]
    (step,) = answer["sides"][1]["steps"]
    assert step["decisive"] and step["missed"] is None and step["policy"] == "NetworkPolicy shop/web"


def test_explain_says_that_an_excepted_address_is_out() -> None:
    done = k8slint("explain", "10.1.2.3", "web", SHOP, "--port", "8080")
    assert done.returncode == 1
    assert "the address is not in 0.0.0.0/0 without 10.0.0.0/8" in done.stdout


def test_an_unknown_workload_is_status_2() -> None:
    done = k8slint("explain", "webb", "cart", SHOP, "--port", "1")
    assert (done.returncode, done.stderr) == (2, "k8slint: no workload is named webb; the nearest is web\n")


def test_diff_says_what_opens() -> None:
    done = k8slint("diff", SHOP, AFTER)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "+ 10.0.0.0/8 -> shop/Deployment/web  TCP 8080",
        "~ shop/Deployment/cart -> shop/StatefulSet/redis  TCP 6379 => TCP 6379-6380",
    ]


def test_diff_fails_on_change_only_when_asked() -> None:
    assert k8slint("diff", SHOP, AFTER, "--fail-on-change").returncode == 1
    assert k8slint("diff", SHOP, SHOP, "--fail-on-change").returncode == 0


def test_diff_json_and_back_is_the_reverse() -> None:
    there = json.loads(k8slint("diff", SHOP, AFTER, "--format", "json").stdout)
    back = json.loads(k8slint("diff", AFTER, SHOP, "--format", "json").stdout)
    assert there["added"] == back["removed"] and len(there["added"]) == 1
    assert there["changed"][0]["before"] == back["changed"][0]["after"]


def test_diff_against_a_revision(tmp_path: Path) -> None:
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.com"]
    shutil.copytree(ROOT / SHOP, tmp_path / "deploy")
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "before"]):
        subprocess.run([*git, *arguments], check=True)
    shutil.copytree(ROOT / AFTER, tmp_path / "deploy", dirs_exist_ok=True)
    done = k8slint("diff", "--git", "HEAD", str(tmp_path / "deploy"))
    assert done.stdout == k8slint("diff", SHOP, AFTER).stdout
    assert k8slint("diff", "--git", "no-such", str(tmp_path / "deploy")).returncode == 2


def test_exposure_is_one_more_key_of_json() -> None:
    plain, more = (k8slint("reach", SHOP, "--format", "json", *o) for o in ((), ("--exposure", "--egress")))
    answer = json.loads(more.stdout)
    exposure = answer.pop("exposure")
    assert answer == json.loads(plain.stdout)
    assert [(e["endpoint"], e["direction"], e["protected"]) for e in exposure] == [
        ("shop/Deployment/web", "ingress", True),
        ("shop/Deployment/web", "egress", False),
        ("shop/Deployment/cart", "ingress", True),
        ("shop/Deployment/cart", "egress", False),
        ("shop/StatefulSet/redis", "ingress", True),
        ("shop/StatefulSet/redis", "egress", True),
    ]
    web, redis = exposure[0]["openings"][0], exposure[4]["openings"][0]
    assert web["addresses"].startswith("0.0.0.0/5,8.0.0.0/7,11.0.0.0/8") and web["pods"] == []
    assert redis["allowed"] == [{"protocol": "TCP", "ports": "6379"}]
    assert (redis["complete"], redis["rest"], redis["addresses"]) == (True, None, "")
    (group,) = redis["pods"]
    assert group["podSelector"] == {"matchExpressions": [{"key": "app", "operator": "In", "values": ["cart"]}]}
    assert group["witness"] == {
        "source": "a pod in namespace shop",
        "destination": "shop/StatefulSet/redis",
        "protocol": "TCP",
        "port": 6379,
        "labels": {"app": "cart"},
    }
    assert exposure[5]["openings"] == []


def test_exposure_in_markdown_of_one_workload() -> None:
    lines = k8slint("reach", SHOP, "--exposure", "--format", "md", "--to", "redis").stdout.splitlines()
    assert lines[2:] == [
        "| shop/StatefulSet/redis | TCP 6379 | from | pods with app=cart in namespace shop "
        "| e.g. a pod in namespace shop with app=cart |"
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--egress"], "--egress needs --exposure"),
        (["--exposure", "--port", "80/TCP"], "--exposure tells of every port: leave out --port"),
        (["--exposure", "--format", "dot"], "--exposure has no format dot: use text, json or md"),
    ],
)
def test_exposure_says_which_options_do_not_fit(options: list[str], message: str) -> None:
    done = k8slint("reach", SHOP, *options)
    assert (done.returncode, done.stderr) == (2, f"k8slint: {message}\n")


POLICY = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: cart, namespace: shop}
spec:
  podSelector: {matchLabels: {app: cart}}
  ingress:
    - from: [{namespaceSelector: {matchLabels: {team: web}}}]
      ports: [{port: 70000}]
    - from: [{podSelector: {matchLabels: {app: web}}}]
"""
POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: %s, namespace: shop, labels: {app: %s}}\nspec: {containers: []}\n"


def test_what_is_wrong_in_a_policy_is_left_out_and_said() -> None:
    done = k8slint("reach", "-", "--from", "web", "--to", "cart", stdin="---\n".join([POLICY, POD % ("web", "web")]))
    assert "left out of NetworkPolicy shop/cart: port 70000 is not between 1 and 65535" in done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize(("namespace", "verdict"), [("", "assumed"), ("team: web", "proven")])
def test_labels_that_nobody_declares_make_a_connection_assumed(namespace: str, verdict: str) -> None:
    declared = f"apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop, labels: {{{namespace}}}}}\n"
    documents = [POLICY, POD % ("web", "web"), POD % ("cart", "cart"), *([declared] if namespace else [])]
    answer = json.loads(k8slint("reach", "-", "--format", "json", stdin="---\n".join(documents)).stdout)
    found = {c["verdict"] for c in answer["connections"] if c["source"] == "shop/Pod/web"}
    assert found == {verdict}
