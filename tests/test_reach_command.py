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
    assert (done.returncode, done.stderr) == (2, "k8slint: no workload is named webb\n")


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
