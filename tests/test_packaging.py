"""What is installed: a package missing from the list works in an editable install and is absent from the wheel."""

from __future__ import annotations

import tomllib
from importlib.metadata import metadata, requires, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import pytest

import k8slint
from k8slint.rule import load_rules
from tests.fixture import FIXTURES, ROOT

SOURCE = pytest.mark.skipif(not (ROOT / "linter").is_dir(), reason="not in the source tree")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LISTED = PROJECT["tool"]["setuptools"]["packages"]
MAPPED = PROJECT["tool"]["setuptools"]["package-dir"]


def packages_below(name: str, folder: Path) -> set[str]:
    """The packages in a folder, by their `__init__.py`."""
    found = folder.rglob("__init__.py")
    return {".".join([name, *path.parent.relative_to(folder).parts]) for path in found}


@SOURCE
def test_every_package_is_listed() -> None:
    found = set().union(*(packages_below(name, ROOT / folder) for name, folder in MAPPED.items()))
    assert found == set(LISTED)
    assert sorted(LISTED) == LISTED


@SOURCE
@pytest.mark.parametrize("folder", ["rules", "schemas"])
def test_flat_folders_stay_flat(folder: str) -> None:
    assert not [path for path in (ROOT / folder).iterdir() if path.is_dir() and path.name != "__pycache__"]


@SOURCE
def test_schemas_are_installed() -> None:
    written = {path.name for path in (ROOT / "schemas").glob("*.json")}
    assert {path.name for path in files("k8slint.schemas").iterdir() if path.name.endswith(".json")} == written


@pytest.mark.parametrize("name", LISTED)
def test_every_listed_package_can_be_imported(name: str) -> None:
    assert find_spec(name), "an old installation? pip install -e ."


def test_every_rule_has_its_examples_installed() -> None:
    installed = {path.name for path in files("k8slint.examples").iterdir() if not path.name.startswith("_")}
    assert {rule.name for rule in load_rules()} <= installed
    assert installed == {path.name for path in (FIXTURES / "rules").iterdir() if not path.name.startswith("_")}


@SOURCE
def test_parts_of_the_html_report_are_installed() -> None:
    written = {path.name for path in (ROOT / "linter/k8slint/report/page").iterdir()}
    assert {path.name for path in files("k8slint.report").joinpath("page").iterdir()} == written
    assert "report/page/*" in PROJECT["tool"]["setuptools"]["package-data"]["k8slint"]


def test_metadata() -> None:
    assert version("k8slint") == k8slint.__version__
    assert metadata("k8slint")["License-Expression"] == "Apache-2.0"
    needed = {entry.split(">")[0] for entry in requires("k8slint") or [] if "extra ==" not in entry}
    assert needed == {"click", "pyyaml", "jsonschema", "networkx", "z3-solver"}


def test_package_is_typed() -> None:
    assert files("k8slint").joinpath("py.typed").is_file()
