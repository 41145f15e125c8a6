"""`--format sarif` against the published schema, and what the schema cannot say."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from k8slint.config import Config
from k8slint.engine import Result, check
from k8slint.finding import Fix, Related
from k8slint.inputs.at import Location
from k8slint.report.sarif import render
from k8slint.report.uri import uri_of
from k8slint.rule import load_rules
from k8slint.run import Crash
from tests.fixture import FIXTURES, ROOT, everything
from tests.report import finding, replace, result

SCHEMA = json.loads((ROOT / "tests/data/sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
PUBLISHED = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def run_of(report: Result) -> dict[str, Any]:
    """The one run of a log that the published schema accepts."""
    log = json.loads(render(report))
    PUBLISHED.validate(log)
    run: dict[str, Any] = log["runs"][0]
    return run


def test_all_fixtures_are_valid() -> None:
    run = run_of(everything())
    rules = run["tool"]["driver"]["rules"]
    assert run["results"]
    for found in run["results"]:
        assert rules[found["ruleIndex"]]["id"] == found["ruleId"]
        region = found["locations"][0]["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])


def test_rule_carries_its_page() -> None:
    rules = {rule["id"]: rule for rule in run_of(result())["tool"]["driver"]["rules"]}
    assert set(rules) == {rule.name for rule in load_rules() if rule.enabled}
    described = rules["duplicate-key"]
    assert described["shortDescription"]["text"] == "A mapping sets the same key twice."
    assert "**Why:** for kubectl only the last one counts" in described["help"]["markdown"]
    assert described["defaultConfiguration"] == {"enabled": True, "level": "error"}


def test_only_rules_that_ran_are_described() -> None:
    run = run_of(check([str(FIXTURES / "rules/duplicate-key")], Config(select=frozenset({"duplicate-key"}))))
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["duplicate-key"]


def test_result_with_everything() -> None:
    related = (Related(Location("shop/web.yaml", 14, 14, 14, 18), "the nearest pod"),)
    fix = Fix("select app=cart", (replace((6, 10, 6, 15), "cart"),))
    found = run_of(result(finding(related=related, fix=fix)))["results"][0]
    region = {"startLine": 6, "startColumn": 10, "endLine": 6, "endColumn": 15}
    assert found["level"] == "error"
    assert found["locations"][0] == {
        "physicalLocation": {"artifactLocation": {"uri": "shop/cart.yaml"}, "region": region},
        "logicalLocations": [{"name": "cart", "fullyQualifiedName": "shop/Service/cart", "kind": "resource"}],
    }
    assert found["relatedLocations"][0]["message"] == {"text": "the nearest pod"}
    assert found["relatedLocations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "shop/web.yaml"}
    assert found["fixes"][0]["artifactChanges"] == [
        {
            "artifactLocation": {"uri": "shop/cart.yaml"},
            "replacements": [{"deletedRegion": region, "insertedContent": {"text": "cart"}}],
        }
    ]
    assert found["partialFingerprints"] == {"k8slint/v1": finding().fingerprint}


def test_columns_count_characters() -> None:
    assert run_of(result())["columnKind"] == "unicodeCodePoints"


def test_message_holds_no_placeholder_and_no_link() -> None:
    found = run_of(result(finding("{0} and [here](https://example.com)")))["results"][0]
    assert found["message"]["text"] == "{{0}} and [here] (https://example.com)"


def test_crash_is_told() -> None:
    invocation = run_of(result(crashes=(Crash("duplicate-key", "trace"),)))["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "internal error in rule duplicate-key"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("shop/cart.yaml", "shop/cart.yaml"),
        ("./shop//cart.yaml", "shop/cart.yaml"),
        ("../shop/cart.yaml", "../shop/cart.yaml"),
        ("a b/ä:#?%.yaml", "a%20b/%C3%A4%3A%23%3F%25.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
        (os.fsdecode(b"\xff.yaml"), "%FF.yaml"),
    ],
)
def test_paths_are_relative_uris(path: str, uri: str) -> None:
    assert uri_of(path) == uri
    assert uri_of(str(Path.cwd() / path)) == uri
