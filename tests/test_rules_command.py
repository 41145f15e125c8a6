"""`k8slint rules`: the list, the pages, and docs/rules.md, which is generated from them."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from k8slint.cli import main
from k8slint.page import PARTS, page_of
from k8slint.rule import Rule, load_rules
from tests.fixture import ROOT

RULES = load_rules()


def rules(*arguments: str) -> Result:
    """Runs `k8slint rules`."""
    return CliRunner().invoke(main, ["rules", *arguments])


def test_list_has_a_line_for_each_rule() -> None:
    lines = rules().stdout.splitlines()
    assert [line.split()[0] for line in lines] == [rule.name for rule in RULES]
    assert [line.split()[1] for line in lines] == [str(r.severity) if r.enabled else "off" for r in RULES]
    assert all(line.endswith(rule.summary) for line, rule in zip(lines, RULES, strict=True))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_page_has_all_parts_and_a_bad_and_a_good_example(rule: Rule) -> None:
    page = page_of(rule)
    assert tuple(page.parts) == PARTS
    assert all(page.parts.values())
    assert page.bad
    assert page.good
    shown = rules(rule.name).stdout
    assert shown.startswith(rule.name)
    assert f"\nBad: {page.bad[0].name}\n" in shown
    assert f"\nGood: {page.good[0].name}\n" in shown


def test_examples_are_whole_files() -> None:
    page = page_of(next(rule for rule in RULES if rule.name == "service-target-port-unresolved"))
    folder = ROOT / "fixtures/rules/service-target-port-unresolved"
    assert page.bad[0].text == (folder / "bad.yaml").read_text(encoding="utf-8")
    assert page.good[0].text == (folder / "good.yaml").read_text(encoding="utf-8")


def test_json_has_an_object_for_each_rule() -> None:
    listed = json.loads(rules("--format", "json").stdout)
    assert [rule["name"] for rule in listed] == [rule.name for rule in RULES]
    keys = {"name", "level", "enabled", "summary", "why", "fix", "silent", "parameters", "examples"}
    assert all(set(rule) == keys for rule in listed)


def test_unknown_rule_gets_a_hint() -> None:
    run = rules("duplicate-keys")
    assert run.exit_code == 2
    assert run.stderr == "k8slint: no rule is named duplicate-keys; did you mean duplicate-key?\n"
    assert rules("nothing-like-it").stderr == "k8slint: no rule is named nothing-like-it; k8slint rules lists them\n"
