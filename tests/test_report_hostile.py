"""Manifests come from anyone: their names, values and file names cannot act on what shows the reports."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from k8slint.cli import main
from k8slint.engine import Result
from k8slint.finding import Fix, Related
from k8slint.inputs.at import Location
from k8slint.report.escape import printable
from tests.report import finding, replace, result
from tests.test_report_json import CONTRACT
from tests.test_report_sarif import PUBLISHED

FORMATS = ("text", "json", "sarif", "github", "junit", "markdown", "html")
HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07",
    "a\n::set-output name=x::y",
    "a\r\n::stop-commands::x",
    "##[add-path]/tmp",
    "##vso[task.setvariable variable=x]y",
    "\u202ecart\u202c\u2066",
    "\u2028::error::x",
    "\x85::error::x",
    "\x9b31m",
    "\udcff\ud800",
    "</script><script>alert(1)</script>",
    "{0}[a](javascript:alert)",
)
TEXT = "kind: Service\nspec:\n  {}: x\n"


def hostile(text: str) -> Result:
    """The text wherever a manifest's author decides on what is shown."""
    file = f"{text}.yaml"
    place = Location(file, 3, 3, 3, 4 + len(text))
    fix = Fix(f"use {text}", (replace((3, 3, 3, 4), text, file),))
    found = finding(text or "x", (3, 3, 3, 4), file=file, name=text, related=(Related(place, text),), fix=fix)
    return result(found, text=TEXT.format(text), file=file)


def render(format_: str, report: Result) -> str:
    """The report as it is printed where there is no terminal."""
    rendered: str = importlib.import_module(f"k8slint.report.{format_}").render(report)
    return click.unstyle(rendered)


def assert_harmless(format_: str, output: str) -> None:
    assert not re.search(r"[^\n\x20-\x7e\xa0-\U0010ffff]", output)
    assert not re.search("[\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", output)
    assert not re.search(r"##\w*\[", output)
    commands = [line for line in output.split("\n") if re.match(r"\s*::[A-Za-z]", line)]
    assert len(commands) == (format_ == "github")
    assert all(re.match(r"::error file=[^:,]*,line=3,endLine=3,col=3,endColumn=4,title=[a-z-]+::", c) for c in commands)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_nothing_acts(format_: str, text: str) -> None:
    assert_harmless(format_, render(format_, hostile(text)))


@pytest.mark.parametrize("format_", FORMATS)
@given(text=st.text(st.characters(codec=None), max_size=30))
def test_no_text_acts(format_: str, text: str) -> None:
    assert_harmless(format_, render(format_, hostile(text.replace("\x00", ""))))


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_machine_formats_stay_valid(text: str) -> None:
    CONTRACT.validate(json.loads(render("json", hostile(text))))
    log = json.loads(render("sarif", hostile(text)))
    assert next(PUBLISHED.iter_errors(log), None) is None


@pytest.mark.parametrize("text", [t for t in HOSTILE if "\udcff" not in t], ids=ascii)
def test_json_loses_nothing(text: str) -> None:
    assert json.loads(render("json", hostile(text)))["findings"][0]["message"] == text


MANIFEST = """
apiVersion: v1
kind: Pod
metadata: {name: "web\\e[31m ##[add-path]/tmp", namespace: "::set-output name=x::y", labels: {app: "w\\e[2J"}}
spec:
  containers: [{name: web, image: web}]
---
apiVersion: v1
kind: Pod
metadata: {name: "cart\\u202e", namespace: "::set-output name=x::y"}
spec:
  containers: [{name: cart, image: cart}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: "closed\\n::error::x", namespace: "::set-output name=x::y"}
spec:
  podSelector: {matchLabels: {app: "w\\e[2J"}}
"""


@pytest.mark.parametrize("format_", ["text", "json", "csv", "md", "dot", "mermaid"])
def test_reach_is_harmless(format_: str, tmp_path: Path) -> None:
    manifest = tmp_path / "shop.yaml"
    manifest.write_text(MANIFEST, encoding="utf-8")
    run = CliRunner().invoke(main, ["reach", str(manifest), "--format", format_])
    assert "cart" in run.output
    assert_harmless(format_, run.output)


def test_terminal_sequences_are_shown() -> None:
    assert printable("a\x1b[1m\u202e") == "a\\x1b[1m\\u202e"


def test_addresses_stay_as_they_are() -> None:
    assert (
        printable("::/0, ::1/128, 2001:db8::a/64, ::ffff:10.0.0.1") == "::/0, ::1/128, 2001:db8::a/64, ::ffff:10.0.0.1"
    )
