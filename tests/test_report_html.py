"""`--format html` without a browser: the policy of the page, its data, and what the map holds."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from benchmarks.generate import cluster

from k8slint.config import Config
from k8slint.engine import Result, check, check_reading
from k8slint.finding import Fix, Related
from k8slint.inputs.at import Location
from k8slint.inputs.read import read_text
from k8slint.reach.reachability import Reachability
from k8slint.report.html import render
from k8slint.report.reach_text import end_words
from tests.command import environment
from tests.fixture import FIXTURES
from tests.report import finding, replace, result
from tests.tools import KUSTOMIZE

SHOP = str(FIXTURES / "reach/shop")


def page_data(report: Result) -> dict[str, Any]:
    """What the page's script reads."""
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', render(report))
    assert block
    data: dict[str, Any] = json.loads(block[1])
    return {**data, "map": data["maps"][0]}


def checked(manifests: str) -> Result:
    return check_reading(read_text("all.yaml", manifests), Config())


def names(data: dict[str, Any]) -> list[str]:
    return [node["name"] for node in data["map"]["nodes"]]


def connections(data: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Source, target and ports of the connections that are listed."""
    links, words, name = data["map"]["links"], data["map"]["words"], names(data)
    return {(name[source], name[target], words[ports]) for source, target, ports, connects in links if connects}


@pytest.mark.parametrize("tag", ["style", "script"])
def test_policy_allows_the_page_and_nothing_else(tag: str) -> None:
    page = render(result())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    body = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    assert policy
    assert body
    digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules.pop("default-src") == "'none'"
    assert rules[f"{tag}-src"] == f"'sha256-{digest}'"
    trusted = {"require-trusted-types-for", "trusted-types"}
    assert (rules["require-trusted-types-for"], rules["trusted-types"]) == ("'script'", "'none'")
    assert set(rules) == {"script-src", "style-src", "img-src", "base-uri", "form-action", *trusted}


def test_page_names_no_address_but_that_of_svg() -> None:
    assert set(re.findall(r"https?://[^\"'\s]+", render(result()))) == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028"], ids=ascii)
def test_data_cannot_end_its_block(text: str) -> None:
    report = result(finding(text, name=text, file=f"{text}.yaml"), file=f"{text}.yaml", text=text)
    assert render(report).count("<script") == 2
    assert text.replace("\u2028", "\\u2028") in page_data(report)["findings"][0]["message"]


def test_finding_with_everything() -> None:
    related = (Related(Location("shop/web.yaml", 14, 14, 14, 18), "the nearest pod"),)
    fix = Fix("select app=cart", (replace((6, 10, 6, 15), "cart"),))
    (found,) = page_data(result(finding(related=related, fix=fix)))["findings"]
    assert found == {
        "id": finding(related=related, fix=fix).fingerprint,
        "level": "error",
        "rule": "service-selects-no-pods",
        "message": "no pod has app=cartt",
        "verdict": "assumed",
        "object": "Service shop/cart",
        "namespace": "shop",
        "place": "shop/cart.yaml:6:10",
        "excerpt": ["    6 |     app: cartt", "      |          ^^^^^"],
        "related": [["shop/web.yaml:14:14", "the nearest pod"]],
        "witness": [],
        "fix": "select app=cart",
        "edits": [["shop/cart.yaml", [["-", 6, "    app: cartt"], ["+", 6, "    app: cart"]]]],
        "nodes": [[]],
    }


def test_map_lists_connections_that_policies_limit() -> None:
    data = page_data(check([SHOP]))
    assert connections(data) == {
        ("0.0.0.0/0 but 10.0.0.0/8", "web", "TCP 8080"),
        ("web", "cart", "TCP 7070"),
        ("cart", "redis", "TCP 6379"),
    }
    assert {node["name"]: node.get("egress") for node in data["map"]["nodes"]} == {
        "cart": "open",
        "redis": "closed",
        "web": "open",
        "0.0.0.0/0 but 10.0.0.0/8": None,
    }


def test_rules_say_whom_they_select_and_admit() -> None:
    data = page_data(check([SHOP]))
    name, sets = names(data), data["map"]["sets"]
    told = {
        (rule["policy"], rule["ports"], *(tuple(name[n] for n in sets[rule[who]]) for who in ("subjects", "peers")))
        for rule in data["map"]["rules"]
    }
    assert told == {
        ("NetworkPolicy shop/cart", "grpc/TCP", ("cart",), ("web",)),
        ("NetworkPolicy shop/redis", "6379/TCP", ("redis",), ("cart",)),
        ("NetworkPolicy shop/web", "8080/TCP", ("web",), ("0.0.0.0/0 but 10.0.0.0/8",)),
    }


def test_doors_and_services_lead_to_pods() -> None:
    data = page_data(check([str(FIXTURES / "apps/shop")]))
    kinds = [(node["kind"], node["name"]) for node in data["map"]["nodes"]]
    ways = {(kinds[source], kinds[target]) for source, target, _, connects in data["map"]["links"] if not connects}
    assert (("outside", "outside the cluster"), ("door", "web")) in ways
    assert (("door", "web"), ("service", "web")) in ways
    assert (("service", "web"), ("workload", "web")) in ways


def test_findings_know_their_objects_on_the_map() -> None:
    data = page_data(check([str(FIXTURES / "apps/shop")]))
    told = {(found["object"], *(names(data)[number] for number in found["nodes"][0])) for found in data["findings"]}
    assert ("Service shop/cart", "cart") in told
    assert ("Deployment shop/payment", "payment") in told


def test_without_policies_nothing_is_listed_and_all_is_open() -> None:
    data = page_data(checked(cluster(500, 0, 20)))
    assert connections(data) == set()
    assert {(node["ingress"], node["egress"]) for node in data["map"]["nodes"]} == {("open", "open")}


def any_pod(namespace: str, direction: str = "ingress", peer: str = "from") -> str:
    """A policy that lets every pod connect to TCP 8080, and nobody else."""
    return f"""
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {{name: any-{direction}, namespace: {namespace}}}
spec:
  podSelector: {{}}
  policyTypes: [{direction.capitalize()}]
  {direction}: [{{{peer}: [{{namespaceSelector: {{}}}}], ports: [{{port: 8080}}]}}]
"""


def test_ends_that_take_every_pod_are_marked() -> None:
    data = page_data(checked(cluster(30, 0, 3) + any_pod("team-1")))
    ends = {node["namespace"]: (node["ingress"], node["ingress_ports"]) for node in data["map"]["nodes"]}
    assert ends == {"team-0": ("open", ""), "team-1": ("pods", "TCP 8080"), "team-2": ("open", "")}
    assert connections(data) == set()


HOST = """
---
apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: team-0}
spec: {hostNetwork: true, containers: [{name: main, image: example.com/agent:1}]}
"""


@pytest.mark.parametrize("policies", [0, 5, 40])
@pytest.mark.parametrize("more", ["", any_pod("team-1"), any_pod("team-1") + any_pod("team-2", "egress", "to") + HOST])
def test_listed_and_marked_is_what_may_connect(policies: int, more: str) -> None:
    """What `reach` says, pair by pair."""
    report = checked(cluster(40, policies, 4) + more)
    told = {(end_words(c.source), end_words(c.destination)) for c in Reachability.of(report.cluster).connections()}
    map_ = page_data(report)["map"]
    ids = ["/".join((n["namespace"], n["type"], n["name"])) if n["namespace"] else n["full"] for n in map_["nodes"]]
    listed = {(ids[source], ids[target]) for source, target, _, connects in map_["links"] if connects}
    into, out = ({ids[i]: n.get(way) for i, n in enumerate(map_["nodes"])} for way in ("ingress", "egress"))
    host = "team-0/Pod/agent"
    marked = {
        (source, target)
        for source, target in itertools.permutations(ids, 2)
        if {out[source], into[target]} <= {"open", "pods"}
        and (source, into[target]) != (host, "pods")
        and (out[source], target) != ("pods", host)
    }
    inside = {pair for pair in told if all(out.get(end) for end in pair)}
    assert listed <= told
    assert inside == marked | (listed & inside)
    for source, target in told - inside - listed:
        assert (into.get(target) or out.get(source)) == "open"


def test_page_of_five_hundred_workloads_is_small() -> None:
    assert len(render(checked(cluster(500, 200, 20)))) < 2_000_000


def test_every_process_makes_the_same_bytes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "k8slint", "check", str(FIXTURES / "apps"), SHOP, "--format", "html"]
    made = []
    for seed in ("1", "2"):
        run = subprocess.run(
            command, cwd=tmp_path, env={**environment(), "PYTHONHASHSEED": seed}, capture_output=True, check=False
        )
        made.append(run.stdout)
    assert made[0] == made[1] != b""


CALLER = """
---
apiVersion: v1
kind: Pod
metadata: {name: caller, namespace: shop}
spec:
  containers:
    - name: main
      image: example.com/app:1
      env:
        - {name: REDIS_URL, value: "redis://redis.shop.svc:6379"}
        - {name: GONE_URL, value: "http://gone.other.svc:80"}
        - {name: BANK_URL, value: "https://api.bank.example.io"}
"""


def redis(name: str) -> str:
    return f"""
---
apiVersion: v1
kind: Pod
metadata: {{name: {name}, namespace: shop, labels: {{app: redis, name: {name}}}}}
spec: {{containers: [{{name: main, image: "redis:7", ports: [{{containerPort: 6379}}]}}]}}
"""


REDIS = """
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: shop}
spec: {selector: {app: redis}, ports: [{port: 6379}]}
"""


def test_calls_are_told_with_what_becomes_of_them() -> None:
    data = page_data(checked(REDIS + redis("a") + CALLER))
    told = {(names(data)[c["target"]], c["fate"], c["words"], c["asked"][0][0]) for c in data["map"]["calls"]}
    assert told == {
        ("a", "passes", "shop/redis:6379", "REDIS_URL"),
        ("gone", "missing", "other/gone:80", "GONE_URL"),
        ("api.bank.example.io", "unknown", "api.bank.example.io:443", "BANK_URL"),
    }
    (gone,) = (node for node in data["map"]["nodes"] if node["name"] == "gone")
    assert (gone["kind"], gone["namespace"]) == ("missing", "other")
    assert [node["store"] for node in data["map"]["nodes"] if node["name"] == "a"] == ["Redis"]


def test_of_two_pods_that_are_called_the_closed_one_is_blocked() -> None:
    closed = """
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: b, namespace: shop}
spec: {podSelector: {matchLabels: {name: b}}, policyTypes: [Ingress], ingress: []}
"""
    data = page_data(checked(REDIS + redis("a") + redis("b") + CALLER + closed))
    calls = {names(data)[call["target"]]: call for call in data["map"]["calls"]}
    assert (calls["a"]["fate"], calls["b"]["fate"]) == ("passes", "blocked")
    assert [hop[:2] for hop in calls["b"]["hops"]][-1] == ["broken", "ingress policy"]
    assert any("kubectl" in command["line"] for command in calls["b"]["commands"])
    assert "commands" not in calls["a"]


def test_service_without_pods_is_where_a_call_ends() -> None:
    data = page_data(checked(REDIS + CALLER))
    (call,) = (call for call in data["map"]["calls"] if call["words"] == "shop/redis:6379")
    assert (names(data)[call["target"]], call["fate"]) == ("redis", "unknown")


def test_calls_beyond_those_that_are_followed_are_said_to_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not page_data(checked(REDIS + redis("a") + CALLER))["map"]["left_out"]
    for module in ("map", "map_calls"):
        monkeypatch.setattr(f"k8slint.report.{module}.MOST", 1)
    data = page_data(checked(REDIS + redis("a") + CALLER))
    assert data["map"]["left_out"]
    assert [call["words"] for call in data["map"]["calls"]] == ["shop/redis:6379", "api.bank.example.io:443"]


@KUSTOMIZE
def test_overlays_have_a_map_each_with_their_own_findings() -> None:
    data = page_data(check([str(FIXTURES / "apps/overlays")]))
    assert [each["name"] for each in data["maps"]] == ["dev", "prod"]
    assert [{node["namespace"] for node in each["nodes"]} - {""} for each in data["maps"]] == [{"shop-dev"}, {"shop"}]
    shown = {found["rule"]: [bool(numbers) for numbers in found["nodes"]] for found in data["findings"]}
    assert shown["service-selects-no-pods"] == [True, True]
    assert shown["ingress-backend-port-missing"] == [False, True]
