"""`--format junit`: what GitLab and Jenkins make of it."""

from __future__ import annotations

from dataclasses import replace as changed
from xml.etree.ElementTree import Element, fromstring

import pytest

from k8slint.engine import Result
from k8slint.finding import Fix, Severity
from k8slint.report.junit import render
from k8slint.rule import load_rules
from k8slint.run import Crash
from tests.fixture import everything
from tests.report import finding, replace, result

RULE = "service-selects-no-pods"


def suites(report: Result) -> dict[str, Element]:
    """The suites by name."""
    return {suite.attrib["name"]: suite for suite in fromstring(render(report))}


def cases(report: Result) -> list[Element]:
    """The cases of the one rule that speaks in these tests."""
    return suites(report)[RULE].findall("testcase")


def test_finding_with_everything() -> None:
    fix = Fix("select app=cart", (replace((6, 10, 6, 15), "cart"),))
    (case,) = cases(result(finding(fix=fix)))
    assert case.attrib == {
        "classname": RULE,
        "name": "shop/cart.yaml: Service shop/cart: no pod has app=cartt",
        "file": "shop/cart.yaml",
    }
    failure = case[0]
    assert failure.attrib == {"message": "no pod has app=cartt", "type": "error"}
    assert failure.text == (
        "error[service-selects-no-pods] no pod has app=cartt\n"
        "  --> shop/cart.yaml:6:10  Service shop/cart\n"
        "    6 |     app: cartt\n"
        "      |          ^^^^^\n"
        "  fix select app=cart\n"
        "    6 -     app: cartt\n"
        "    6 +     app: cart"
    )


def test_rules_without_findings_pass() -> None:
    found = suites(result())
    assert set(found) == {rule.name for rule in load_rules() if rule.enabled}
    assert [case.attrib["name"] for case in found[RULE].iter("testcase")] == ["nothing found"]


@pytest.mark.parametrize(
    ("severity", "child"), [(Severity.ERROR, "failure"), (Severity.WARNING, "failure"), (Severity.INFO, "system-out")]
)
def test_infos_pass(severity: Severity, child: str) -> None:
    (case,) = cases(result(finding(severity=severity)))
    assert [element.tag for element in case] == [child]


def test_counts_add_up() -> None:
    found = (finding(), finding("another", severity=Severity.INFO))
    root = fromstring(render(result(*found, crashes=(Crash("duplicate-key", "trace"),))))
    for part in (root, *root):
        assert int(part.attrib["tests"]) == len(list(part.iter("testcase")))
        assert int(part.attrib["failures"]) == len(list(part.iter("failure")))
        assert int(part.attrib["errors"]) == len(list(part.iter("error")))


def test_crash_is_an_error() -> None:
    (case,) = suites(result(crashes=(Crash("duplicate-key", "trace"),)))["duplicate-key"].iter("testcase")
    assert case[0].attrib["message"] == "internal error in rule duplicate-key"


def test_cases_are_told_apart_and_hold_no_line() -> None:
    """GitLab keeps one of the cases that share class and name."""
    names = [case.attrib["name"] for case in cases(result(finding(), finding(at=(1, 1, 1, 2))))]
    assert names[1] == f"{names[0]} (2)"


def test_every_fixture_has_cases_of_its_own() -> None:
    root = fromstring(render(everything()))
    names = [(case.attrib["classname"], case.attrib["name"]) for case in root.iter("testcase")]
    assert len(set(names)) == len(names)


def test_hidden_findings_are_counted() -> None:
    suite = suites(changed(result(), suppressed=2, baselined=1))[RULE]
    properties = {p.attrib["name"]: p.attrib["value"] for p in suite.iter("property")}
    assert properties["k8slint.suppressed"] == "2"
    assert properties["k8slint.baselined"] == "1"


@pytest.mark.parametrize("text", ["\x00\x1b", "\ufffe\uffff", "\ud800", "]]><x>&\"'", "\x85\u2028"], ids=ascii)
def test_anything_is_well_formed(text: str) -> None:
    (case,) = cases(result(finding(text, name=text, file=f"{text}.yaml"), text=text, file=f"{text}.yaml"))
    assert case[0].text
    assert render(result(finding(text))).isascii()
