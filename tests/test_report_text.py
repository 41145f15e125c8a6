"""`--format text`: excerpts, carets, fixes and the last line."""

from __future__ import annotations

from dataclasses import replace as changed

import click
import pytest

from k8slint.config import Config
from k8slint.engine import check_reading
from k8slint.finding import Fix, Related, Severity
from k8slint.inputs.at import Location
from k8slint.inputs.read import read_text
from k8slint.report.text import render
from tests.report import finding, replace, result


def plain(*findings: object, **options: str) -> list[str]:
    """The report's lines without colours."""
    return click.unstyle(render(result(*findings, **options))).splitlines()  # type: ignore[arg-type]


def test_finding_with_everything() -> None:
    related = (Related(Location("shop/web.yaml", 14, 14, 14, 18), "the nearest pod"),)
    fix = Fix("select app=cart", (replace((6, 10, 6, 15), "cart"),))
    assert plain(finding(related=related, fix=fix)) == [
        "error[service-selects-no-pods] no pod has app=cartt",
        "  --> shop/cart.yaml:6:10  Service shop/cart",
        "    6 |     app: cartt",
        "      |          ^^^^^",
        "  see shop/web.yaml:14:14  the nearest pod",
        "  fix select app=cart",
        "    6 -     app: cartt",
        "    6 +     app: cart",
        "",
        "0 objects in 1 file: 1 error",
    ]


def test_nothing_found() -> None:
    assert plain() == ["0 objects in 1 file: nothing found"]


def test_counts_what_is_out_of_sight() -> None:
    hidden = changed(result(), suppressed=2, baselined=1)
    assert render(hidden) == "0 objects in 1 file: nothing found (2 suppressed, 1 in the baseline)\n"


def test_levels_are_counted_apart() -> None:
    found = [finding(severity=level) for level in (Severity.ERROR, Severity.ERROR, Severity.WARNING, Severity.INFO)]
    assert plain(*found)[-1] == "0 objects in 1 file: 2 errors, 1 warning, 1 info"


@pytest.mark.parametrize(
    ("text", "at", "line", "caret"),
    [
        pytest.param("app: cart", (1, 6, 1, 10), "app: cart", "     ^^^^", id="plain"),
        pytest.param("app: cart\r\n", (1, 6, 1, 10), "app: cart", "     ^^^^", id="carriage return"),
        pytest.param("\tapp: cart", (1, 7, 1, 11), " app: cart", "      ^^^^", id="tab"),
        pytest.param("店: 購物車", (1, 4, 1, 7), "店: 購物車", "    ^^^^^^", id="wide"),
        pytest.param("e\u0301: cart", (1, 5, 1, 9), "e\u0301: cart", "   ^^^^", id="combining"),
        pytest.param("a\x1b: cart", (1, 5, 1, 9), "a\\x1b: cart", "       ^^^^", id="escaped"),
        pytest.param("app:", (1, 9, 1, 10), "app:", "    ^", id="past the end of the line"),
        pytest.param("app:", (1, 5, 1, 5), "app:", "    ^", id="empty"),
        pytest.param("app: |\n  x", (1, 6, 2, 4), "app: |", "     ^", id="several lines"),
    ],
)
def test_caret_stands_under_the_words(text: str, at: tuple[int, int, int, int], line: str, caret: str) -> None:
    assert plain(finding(at=at), text=text)[2:4] == [f"    1 | {line}", f"      | {caret}"]


@pytest.mark.parametrize("before", [0, 30, 200, 4000])
@pytest.mark.parametrize("after", [0, 30, 200, 4000])
def test_long_line_is_cut_around_the_words(before: int, after: int) -> None:
    text = "a" * before + "cartt" + "z" * after
    line, caret = plain(finding(at=(1, before + 1, 1, before + 6)), text=text)[2:4]
    assert len(line) <= 130
    assert line[caret.index("^") :].startswith("cartt")
    assert caret.count("^") == 5


@pytest.mark.parametrize("at", [(0, 1, 0, 1), (7, 1, 7, 2), (99, 1, 99, 2)])
def test_line_that_is_not_in_the_text_is_not_shown(at: tuple[int, int, int, int]) -> None:
    text = "kind: Service\n" if at[0] else ""
    assert plain(finding(at=at), text=text)[2] == ""


def test_file_without_a_source_has_no_excerpt() -> None:
    assert plain(finding(file="gone.yaml"))[2] == ""


def test_findings_that_say_the_same_are_shown_once_with_all_places() -> None:
    same = [finding(at=(line, 1, line, 2), severity=Severity.WARNING) for line in range(1, 6)]
    shown = plain(*same)
    assert [line for line in shown if line.startswith("warning")] == [
        "warning[service-selects-no-pods] no pod has app=cartt"
    ]
    assert shown[4:8] == [f"  and shop/cart.yaml:{line}:1  Service shop/cart" for line in range(2, 6)]
    assert shown[-1] == "0 objects in 1 file: 5 warnings"


def test_places_of_infos_are_counted() -> None:
    same = [finding(at=(line, 1, line, 2), severity=Severity.INFO) for line in range(1, 9)]
    assert plain(*same)[-4:-2] == ["  and shop/cart.yaml:4:1  Service shop/cart", "  and 4 more places"]


def test_findings_with_more_to_say_are_not_grouped() -> None:
    fix = Fix("select app=cart", (replace((6, 10, 6, 15), "cart"),))
    shown = plain(finding(fix=fix), finding(fix=fix), finding("something else"))
    assert sum(line.startswith("error[") for line in shown) == 3


def test_many_related_places_are_counted() -> None:
    places = tuple(Related(Location("web.yaml", line, 1, line, 2), "a pod") for line in range(1, 9))
    shown = [line for line in plain(finding(related=places)) if line.startswith("  see")]
    assert shown[-2:] == ["  see web.yaml:5:1  a pod", "  see 3 more"]


def test_fix_with_several_edits_in_a_line_and_a_new_line() -> None:
    edits = (replace((6, 5, 6, 8), "name"), replace((6, 10, 6, 15), "cart\n    tier: web"))
    assert plain(finding(fix=Fix("rename", edits)))[5:8] == [
        "    6 -     app: cartt",
        "    6 +     name: cart",
        "    7 +     tier: web",
    ]


def test_fix_in_another_file_names_it_and_shows_only_what_was_read() -> None:
    shown = plain(finding(fix=Fix("rename", (replace((1, 1, 1, 2), "x", "other.yaml"),))))
    assert shown[4:6] == ["  fix rename", "      in other.yaml"]


def test_edits_that_overlap_are_not_shown() -> None:
    edits = (replace((6, 5, 6, 12), "a"), replace((6, 10, 6, 15), "b"))
    assert plain(finding(fix=Fix("rename", edits)))[4:6] == ["  fix rename", ""]


def test_long_edit_is_cut() -> None:
    edit = replace((6, 10, 6, 15), "\n".join(f"line{number}" for number in range(40)))
    shown = plain(finding(fix=Fix("add", (edit,))))
    assert sum(line.lstrip("0123456789 ").startswith("+") for line in shown) == 13
    assert "      + … 28 more lines" in shown


def test_a_long_line_shows_what_the_edit_changes() -> None:
    labels = ",".join(f'"label{number}":"value"' for number in range(20))
    text = f'{{"apiVersion":"v1","kind":"Service","metadata":{{"name":"web","labels":{{{labels}}}}},'
    text += '"spec":{"ports":[{"port":"80"}]}}'
    done = check_reading(read_text("a.json", text), Config(select=frozenset({"manifest-invalid"})))
    old, new = (line for line in click.unstyle(render(done)).splitlines() if line[5:7] in (" -", " +"))
    assert '"port":"80"' in old
    assert '"port":80' in new
