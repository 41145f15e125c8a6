"""action.yml: its scripts run here as a runner would run them, with inputs that try to be more than data."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.command import BIN, environment
from tests.fixture import ROOT

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INSTALL, CHECK, UPLOAD = ACTION["runs"]["steps"]
SHOP, BOOKSTORE = ("fixtures/apps/shop", "fixtures/apps/bookstore")


def env_of(step: dict[str, Any], temp: Path, inputs: dict[str, str]) -> dict[str, str]:
    """The step's variables, with the action's inputs filled in as the runner does."""
    values = {name: inputs.pop(name, declared["default"]) for name, declared in ACTION["inputs"].items()}
    assert not inputs, "not an input of the action"
    known = {f"inputs.{name}": value for name, value in values.items()}
    known["github.action_path"] = str(ROOT)
    variables = {}
    for name, expression in step["env"].items():
        first = re.fullmatch(r"\$\{\{ ([a-z._-]+).*\}\}", expression)
        assert first
        variables[name] = known[first[1]]
    return {**variables, "RUNNER_TEMP": str(temp)}


def run(step: dict[str, Any], temp: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Runs the step's script as GitHub's runner does, in the root of the repository."""
    variables = env_of(step, temp, {name.replace("_", "-"): value for name, value in inputs.items()})
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(
        command, cwd=ROOT, env=environment(**variables), stdin=subprocess.DEVNULL, capture_output=True, text=True
    )


@pytest.fixture
def temp(tmp_path: Path) -> Path:
    """A runner's temporary folder in which the install step has done its work."""
    (tmp_path / "k8slint").mkdir()
    (tmp_path / "k8slint" / "bin").symlink_to(BIN)
    return tmp_path


def test_scripts_hold_no_expressions() -> None:
    scripts = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2
    assert not any("${{" in script for script in scripts)


def test_every_input_is_used_and_described() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8").partition("\nruns:")[2]
    for name, declared in ACTION["inputs"].items():
        assert f"inputs.{name}" in text
        assert declared["description"]


def test_clean_manifests_pass(temp: Path) -> None:
    done = run(CHECK, temp, paths=BOOKSTORE)
    assert (done.returncode, done.stderr) == (0, "")


def test_findings_annotate_and_fail(temp: Path) -> None:
    done = run(CHECK, temp, paths=f"{BOOKSTORE}\n{SHOP}\n")
    assert done.returncode == 1
    assert "::error file=fixtures/apps/shop/payment.yaml,line=12," in done.stdout


def test_fail_on_and_args(temp: Path) -> None:
    assert run(CHECK, temp, paths=SHOP, fail_on="never").returncode == 0
    only = run(CHECK, temp, paths=SHOP, args="--select\nduplicate-key\n")
    assert (only.returncode, only.stdout) == (0, "8 objects in 4 files: nothing found\n")


def test_config(temp: Path) -> None:
    config = temp / "k8slint.yaml"
    config.write_text("rules:\n  no-such-rule: off\n", encoding="utf-8")
    assert run(CHECK, temp, paths=BOOKSTORE, config=str(config)).returncode == 2


def test_sarif_is_written_beside_the_annotations(temp: Path) -> None:
    sarif = temp / "a b.sarif"
    done = run(CHECK, temp, paths=SHOP, sarif=str(sarif))
    assert done.returncode == 1
    assert "::error file=" in done.stdout
    assert json.loads(sarif.read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert UPLOAD["uses"].startswith("github/codeql-action/upload-sarif@")


@pytest.mark.parametrize("name", ["paths", "config", "fail_on", "sarif", "args"])
@pytest.mark.parametrize("value", ["$(touch {})", "`touch {}`", '"; touch {}; "', "'; touch {}; '", "x; touch {}"])
def test_inputs_run_no_code(temp: Path, name: str, value: str) -> None:
    proof = temp / "proof"
    inputs = {"paths": BOOKSTORE, name: value.format(proof)}
    if name == "sarif":
        inputs[name] = f"{temp}/{value.format('proof')}"
    run(CHECK, temp, **inputs)
    assert not proof.exists()
    assert not (ROOT / "proof").exists()


def test_path_is_no_option(temp: Path) -> None:
    done = run(CHECK, temp, paths="--help")
    assert done.returncode == 2
    assert "no such file or folder: --help" in done.stderr


@pytest.mark.parametrize(
    ("version", "package"), [("", str(ROOT)), ("0.1.0", "k8slint==0.1.0"), ("$(id)", "k8slint==$(id)")]
)
def test_install(tmp_path: Path, version: str, package: str) -> None:
    """A stand-in for Python makes an environment whose pip writes down what it is told."""
    stand_in = tmp_path / "stand-in"
    stand_in.mkdir()
    python = stand_in / "python3"
    python.write_text('#!/bin/bash\nmkdir -p "$3/bin"\ncp "${0%/*}/pip" "$3/bin/pip"\n', encoding="utf-8")
    pip = stand_in / "pip"
    pip.write_text('#!/bin/bash\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    for script in (python, pip):
        script.chmod(0o755)
    step = {**INSTALL, "run": f'PATH="{stand_in}:$PATH"\n{INSTALL["run"]}'}
    done = run(step, tmp_path, version=version)
    assert done.returncode == 0
    assert done.stdout.splitlines() == ["install", "--quiet", "--disable-pip-version-check", "--", package]


@pytest.mark.slow
def test_installs_and_checks(tmp_path: Path) -> None:
    """The steps one after the other, with nothing in place of anything."""
    assert run(INSTALL, tmp_path).returncode == 0
    done = run(CHECK, tmp_path, paths=SHOP, sarif=str(tmp_path / "k8slint.sarif"))
    assert done.returncode == 1
    assert "::error file=fixtures/apps/shop/payment.yaml,line=12," in done.stdout
    assert (tmp_path / "k8slint.sarif").exists()
