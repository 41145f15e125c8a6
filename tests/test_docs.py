"""Every `console` block in the documents is run: what stands after `$` is the command, what follows is what it says.

A line `...` stands for any lines. The commands of a document run one after the other in one folder that holds the
fixtures; `$?` is the status of the command before.
"""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from k8slint.cli import main
from k8slint.config import Config
from k8slint.inputs.read import read_text
from k8slint.inputs.render.tool import find_tool
from k8slint.parse.cluster import parse_cluster
from tests.command import environment
from tests.fixture import ROOT

DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RENDERED = {"apps/chart": ("helm",), "apps/overlays": ("kustomize", "kubectl")}
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)")


@dataclass(frozen=True)
class Example:
    """One command and what it prints."""

    command: str
    output: str


def examples_in(text: str) -> Iterator[Example]:
    """The commands in a document's console blocks."""
    for block in _BLOCK.findall(text):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield Example(command, output)


def can_run(example: Example) -> bool:
    """Whether the tool that renders what the command checks is installed."""
    return all(story not in example.command or find_tool(*tools) for story, tools in RENDERED.items())


def pattern(output: str) -> str:
    """The expected output as a regular expression."""
    lines = output.rstrip().split("\n")
    return "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line.rstrip()) + "\n" for line in lines)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the commands run."""
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures", symlinks=True)
    return tmp_path


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_examples_say_what_the_document_says(document: Path, folder: Path) -> None:
    status = 0
    for example in filter(can_run, examples_in(document.read_text(encoding="utf-8"))):
        script = f"(exit {status})\n{example.command}"
        run = subprocess.run(
            ["bash", "-c", script],
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        status = run.returncode
        said = "".join(f"{line.rstrip()}\n" for line in run.stdout.rstrip().split("\n"))
        assert re.fullmatch(pattern(example.output), said), f"$ {example.command}\n{said}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    if not (ROOT / "linter").is_dir():
        pytest.skip("not in the source tree")
    for target in _LINK.findall(re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)):
        assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_rule_in_contributing_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
    block = re.search(r"^( *)```python\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    assert block
    (tmp_path / "service_has_no_ports.py").write_text(textwrap.dedent(block[2]), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    check = importlib.import_module("service_has_no_ports").service_has_no_ports
    manifest = "apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {selector: {app: cart}}\n"
    found = check(parse_cluster(read_text("cart.yaml", manifest), Config()))
    assert [problem.message for problem in found] == ["Service cart has no ports"]


@pytest.mark.skipif(not (ROOT / "linter").is_dir(), reason="not in the source tree")
@pytest.mark.parametrize("name", ["README.md", "docs/design.md"])
def test_paths_named_exist(name: str) -> None:
    """A word in backticks with a slash is a path in the repository, or in the package."""
    for path in re.findall(r"`([\w.-]+/[\w./-]*)`", (ROOT / name).read_text(encoding="utf-8")):
        assert any((base / path).exists() for base in (ROOT, ROOT / "linter/k8slint")), path


def test_rules_page_is_up_to_date() -> None:
    generated = CliRunner().invoke(main, ["rules", "--format", "markdown"]).stdout
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == generated, "docs/rules.md is stale: make docs"
