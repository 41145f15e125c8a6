"""`--format markdown`: what stands in a comment, that it fits, and that nothing of a manifest is markup."""

from __future__ import annotations

import pytest

from k8slint.finding import Fix, Related, Severity
from k8slint.inputs.at import Location
from k8slint.report.markdown import render
from k8slint.report.markup import cell, code, fence, prose
from tests.report import finding, replace, result

LARGEST_COMMENT = 65_536
HOSTILE = [
    "@octocat",
    "a@example.com",
    "owner/name#1",
    "owner/name@0123456789abcdef",
    "!12",
    "$x$",
    "~label",
    ":smile:",
    "https://example.com",
    "www.example.com",
    "0123456789abcdef0123456789abcdef01234567",
    "GH-1",
    "[a](javascript:alert(1))",
    "![a](https://example.com/a.png)",
    "<img/src=x/onerror=alert(1)>",
    "</details>",
    "&lt;b&gt;",
    "**bold**",
    "snake_case_",
    "``` ```",
    "a|b",
    "\\|",
    "(@octocat)",
    "x,@octocat",
]


def test_finding_with_everything() -> None:
    related = (Related(Location("shop/web.yaml", 14, 14, 14, 18), "the nearest pod"),)
    fix = Fix("select app=cart", (replace((6, 10, 6, 15), "cart"),))
    lines = render(result(finding(related=related, fix=fix))).splitlines()
    assert lines[: lines.index("<details><summary>What these rules say</summary>")] == [
        "### k8slint: 0 objects in 1 file: 1 error",
        "",
        "| Level | Rule | Place | What is wrong |",
        "| --- | --- | --- | --- |",
        "| error | [service-selects-no-pods](#service-selects-no-pods) | `shop/cart.yaml:6:10` Service shop/cart "
        "| no pod has app=cartt |",
        "",
        "<details><summary>error: service-selects-no-pods, <code>shop/cart.yaml:6:10</code></summary>",
        "",
        "Finding: no pod has app=cartt",
        "",
        "```",
        "    6 |     app: cartt",
        "      |          ^^^^^",
        "```",
        "",
        "- `shop/web.yaml:14:14` the nearest pod",
        "",
        "**Fix:** select app=cart",
        "",
        "```diff",
        "-    app: cartt",
        "+    app: cart",
        "```",
        "",
        "</details>",
        "",
    ]
    assert "#### service-selects-no-pods" in lines


def test_nothing_found() -> None:
    assert render(result()) == "### k8slint: 0 objects in 1 file: nothing found\n"


def test_the_worst_come_first() -> None:
    found = [finding(severity=severity) for severity in (Severity.INFO, Severity.ERROR, Severity.WARNING)]
    rows = [line.split()[1] for line in render(result(*found)).splitlines() if line.startswith("| ")]
    assert rows[2:] == ["error", "warning", "info"]


@pytest.mark.parametrize("message", ["no pod", "購" * 5000, "`" * 5000, "|" * 5000, "\u202e" * 5000])
def test_fits_into_a_comment(message: str) -> None:
    report = render(result(*(finding(message, name=message) for _ in range(2000))))
    assert len(report.encode()) <= LARGEST_COMMENT
    assert "more are not listed here." in report


def test_all_rules_fit_into_a_comment() -> None:
    many = [finding(fix=Fix("x" * 500, (replace((6, 10, 6, 15), "y" * 500),))) for _ in range(500)]
    assert len(render(result(*many)).encode()) <= LARGEST_COMMENT


@pytest.mark.parametrize("text", HOSTILE)
def test_words_that_are_not_plain_are_code(text: str) -> None:
    shown = prose(f"a {text} b")
    assert shown == f"a {code(text)} b"
    assert shown.strip("ab ").startswith("`")


def test_plain_words_stay() -> None:
    text = "no pod in namespace shop has app=cartt; 1 pod has app=cart (see web-0, 10.0.0.0/8):"
    assert prose(text) == text


def test_code_span_shows_backticks() -> None:
    assert code("a``b") == "```a``b```"
    assert code("`a`") == "`` `a` ``"


def test_pipe_does_not_end_a_cell() -> None:
    assert cell("a|b c") == "`a\\|b` c"
    assert prose("a|b c") == "`a|b` c"


def test_fence_is_longer_than_what_it_holds() -> None:
    assert list(fence(["```", "````js"])) == ["`````", "```", "````js", "`````"]
