"""`--format github`: one workflow command a finding, and no other."""

from __future__ import annotations

import pytest

from k8slint.finding import Fix, Related, Severity
from k8slint.inputs.at import Location
from k8slint.report.github import render
from tests.report import finding, replace, result


def test_finding_with_everything() -> None:
    related = (Related(Location("shop/web.yaml", 14, 14, 14, 18), "the nearest pod"),)
    fix = Fix("select app=cart", (replace((6, 10, 6, 15), "cart"),))
    assert render(result(finding(related=related, fix=fix))) == (
        "::error file=shop/cart.yaml,line=6,endLine=6,col=10,endColumn=15,title=service-selects-no-pods"
        "::Service shop/cart: no pod has app=cartt%0Asee shop/web.yaml:14:14: the nearest pod%0Afix: select app=cart\n"
        "0 objects in 1 file: 1 error\n"
    )


@pytest.mark.parametrize(
    ("severity", "command"), [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")]
)
def test_level_is_the_command(severity: Severity, command: str) -> None:
    assert render(result(finding(severity=severity))).startswith(f"::{command} file=")


def test_columns_are_left_out_where_lines_differ() -> None:
    command = render(result(finding(at=(1, 2, 3, 4)))).splitlines()[0]
    assert "line=1,endLine=3,title=" in command


def test_properties_and_data_are_escaped() -> None:
    command = render(result(finding("50% of\npods", file="./a,b:c%.yaml"))).splitlines()[0]
    assert command.startswith("::error file=a%2Cb%3Ac%25.yaml,line=")
    assert command.endswith("::Service shop/cart: 50%25 of\\x0apods")
