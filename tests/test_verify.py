"""`k8slint verify`, and assertions that are inferred."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from k8slint.manifests import load, load_text
from k8slint.reach.assertion import Vacuous, Verifier, Violation
from k8slint.reach.inference import infer
from k8slint.reach.reachability import Reachability
from tests.command import k8slint
from tests.fixture import ROOT

SHOP = "fixtures/reach/shop"


def outcomes(assertions: str, *paths: str) -> list[object]:
    text = "\n---\n".join(
        [assertions, *(p.read_text(encoding="utf-8") for path in paths for p in sorted((ROOT / path).glob("*.yaml")))]
    )
    cluster = load_text(text)
    return list(Verifier(cluster, Reachability.of(cluster)).outcomes())


def asserted(**entries: object) -> str:
    return json.dumps({"apiVersion": "k8slint.dev/v1", "kind": "ReachabilityAssertions", **entries})


@pytest.mark.parametrize("folder", ["shop", "shop-after"])
def test_what_is_inferred_holds(folder: str) -> None:
    path = f"fixtures/reach/{folder}"
    text = infer(Reachability.of(load([str(ROOT / path)])))
    document = yaml.safe_load(text)
    assert len(document["allow"]) == 3 and len(document["deny"]) == 3
    assert outcomes(text, path) == []


def test_what_is_inferred_notices_a_change() -> None:
    text = infer(Reachability.of(load([str(ROOT / SHOP)])))
    after = infer(Reachability.of(load([str(ROOT / "fixtures/reach/shop-after")])))
    (violation,) = outcomes(after, SHOP)[:1]
    assert isinstance(violation, Violation) and violation.assertion.allow
    assert text != after


def test_possible_pods_are_denied_unless_a_policy_admits_them() -> None:
    closed = asserted(deny=[{"from": {"podSelector": {"matchLabels": {"app": "spider"}}}, "to": {"workload": "redis"}}])
    assert outcomes(closed, SHOP) == []
    disguised = asserted(deny=[{"from": {"namespace": "shop"}, "to": {"workload": "redis"}}])
    (violation,) = outcomes(disguised, SHOP)
    assert isinstance(violation, Violation)
    assert (violation.source, violation.witness["port"]) == ("a pod in namespace shop with app=cart", 6379)


def test_addresses_are_whole_blocks() -> None:
    inside = asserted(deny=[{"from": {"ipBlock": {"cidr": "10.1.0.0/16"}}, "to": {"workload": "web"}}])
    assert outcomes(inside, SHOP) == []
    across = asserted(
        allow=[{"from": {"ipBlock": {"cidr": "8.0.0.0/5"}}, "to": {"workload": "web"}, "ports": [{"port": 8080}]}]
    )
    (violation,) = outcomes(across, SHOP)
    assert isinstance(violation, Violation) and violation.source.startswith("10.")


def test_an_end_that_is_nobody_is_vacuous() -> None:
    (outcome,) = outcomes(asserted(allow=[{"from": {"workload": "x*"}, "to": {"workload": "web"}}]), SHOP)
    assert isinstance(outcome, Vacuous)


def test_command_says_how_many_hold(tmp_path: Path) -> None:
    file = tmp_path / "assertions.yaml"
    file.write_text(k8slint("verify", "--infer", SHOP).stdout, encoding="utf-8")
    done = k8slint("verify", str(file), SHOP)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "6 of 6 assertions hold")
    wrong = {"from": {"workload": "web"}, "to": {"workload": "redis"}}
    file.write_text(asserted(allow=[wrong], deny=[wrong]), encoding="utf-8")
    done = k8slint("verify", str(file), SHOP)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "1 of 2 assertions hold")


def test_nothing_asserted_is_status_2() -> None:
    assert k8slint("verify", SHOP).returncode == 2
