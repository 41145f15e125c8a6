"""action.yml: its scripts run here as a runner would run them, with inputs that try to be more than data."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from k8slint.cli.check import FORMATS
from tests.command import BIN, environment
from tests.fixture import ROOT
from tests.repository import BAD_CART, CART, Repository, new_repository
from tests.tools import KUSTOMIZE

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INSTALL, CHECK, UPLOAD = ACTION["runs"]["steps"]
SHOP, BOOKSTORE = ("fixtures/apps/shop", "fixtures/apps/bookstore")


def env_of(
    step: dict[str, Any], temp: Path, inputs: dict[str, str], pull_base: str = "", pull_head: str = ""
) -> dict[str, str]:
    """The step's variables, with the action's inputs filled in as the runner does, on a pull request or not."""
    values = {name: inputs.pop(name, declared["default"]) for name, declared in ACTION["inputs"].items()}
    assert not inputs, "not an input of the action"
    known = {f"inputs.{name}": value for name, value in values.items()}
    known["github.action_path"] = str(ROOT)
    known["github.event.pull_request.base.sha"] = pull_base
    known["github.event.pull_request.head.sha"] = pull_head
    variables = {}
    for name, expression in step["env"].items():
        first = re.fullmatch(r"\$\{\{ ([a-z._-]+).*\}\}", expression)
        assert first
        variables[name] = known[first[1]]
    return {**variables, "RUNNER_TEMP": str(temp), "GITHUB_STEP_SUMMARY": str(temp / "summary.md")}


def run(
    step: dict[str, Any], temp: Path, folder: Path = ROOT, pull_base: str = "", pull_head: str = "", **inputs: str
) -> subprocess.CompletedProcess[str]:
    """Runs the step's script as GitHub's runner does, in the root of a repository."""
    named = {name.replace("_", "-"): value for name, value in inputs.items()}
    variables = env_of(step, temp, named, pull_base, pull_head)
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(
        command, cwd=folder, env=environment(**variables), stdin=subprocess.DEVNULL, capture_output=True, text=True
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


@pytest.mark.parametrize("name", ["paths", "config", "baseline", "diff_base", "summary", "fail_on", "sarif", "args"])
@pytest.mark.parametrize("value", ["$(touch {})", "`touch {}`", '"; touch {}; "', "'; touch {}; '", "x; touch {}"])
def test_inputs_run_no_code(temp: Path, name: str, value: str) -> None:
    proof = temp / "proof"
    inputs = {"paths": BOOKSTORE, name: value.format(proof)}
    if name == "sarif":
        inputs[name] = f"{temp}/{value.format('proof')}"
    run(CHECK, temp, ROOT, "", "", **inputs)
    assert not proof.exists()
    assert not (ROOT / "proof").exists()


@pytest.fixture
def pull(tmp_path: Path) -> tuple[Repository, str]:
    """The checkout of a pull request, with one commit only, and its base commit."""
    (tmp_path / "origin").mkdir()
    origin = new_repository(tmp_path / "origin", cart=BAD_CART)
    base = origin.git("rev-parse", "HEAD").strip()
    origin.git("config", "uploadpack.allowAnySHA1InWant", "true")
    origin.write("k8s/shop.yaml", BAD_CART.replace("cart", "shop"))
    origin.write("k8s/policy.yaml", DENY)
    origin.commit()
    origin.git("clone", "--quiet", "--depth=1", origin.folder.as_uri(), str(tmp_path / "checkout"))
    return Repository(tmp_path / "checkout"), base


DENY = """apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: cart}
spec: {podSelector: {matchLabels: {app: cart}}}
"""


def test_a_pull_request_is_told_what_is_new(temp: Path, pull: tuple[Repository, str]) -> None:
    checkout, base = pull
    done = run(CHECK, temp, checkout.folder, base, paths="k8s")
    assert (done.returncode, done.stderr) == (1, "")
    assert [line for line in done.stdout.splitlines() if line.startswith("::error")] != []
    assert "file=k8s/cart.yaml" not in done.stdout
    summary = (temp / "summary.md").read_text()
    assert "### Connections that change" in summary
    assert "| closed | default/Pod/shop | default/Pod/cart | all | nothing |" not in summary
    assert "| opened | default/Pod/shop |" in summary


@pytest.mark.skipif("markdown" not in FORMATS, reason="no findings in Markdown yet")
def test_the_summary_holds_the_findings(temp: Path, pull: tuple[Repository, str]) -> None:
    checkout, base = pull
    run(CHECK, temp, checkout.folder, base, paths="k8s")
    summary = (temp / "summary.md").read_text()
    assert "service-target-port-unresolved" in summary
    assert "k8s/shop.yaml" in summary


def test_everything_is_told_where_that_is_wanted(temp: Path, pull: tuple[Repository, str]) -> None:
    checkout, base = pull
    done = run(CHECK, temp, checkout.folder, base, paths="k8s", diff_base="none", summary="false")
    assert "file=k8s/cart.yaml" in done.stdout
    assert not (temp / "summary.md").exists()


def test_a_base_that_cannot_be_fetched(temp: Path, pull: tuple[Repository, str]) -> None:
    checkout, _ = pull
    gone = run(CHECK, temp, checkout.folder, "0123456789" * 4, paths="k8s")
    assert gone.returncode == 1
    assert "::warning::The base commit cannot be fetched" in gone.stdout
    assert "file=k8s/cart.yaml" in gone.stdout
    asked = run(CHECK, temp, checkout.folder, paths="k8s", diff_base="no-such")
    assert (asked.returncode, asked.stdout) == (2, "")
    assert "--diff-base: no revision no-such" in asked.stderr


@dataclass(frozen=True)
class Moved:
    """A request that adds a defect (`shop`), while its base branch mends one (`cart`) and adds another (`late`)."""

    origin: Repository
    left: str
    main: str
    head: str

    def checkout(self, branch: str, *options: str) -> Repository:
        """A clone that has a branch."""
        folder = self.origin.folder.parent / "checkout"
        self.origin.git("clone", "--quiet", *options, "--branch", branch, self.origin.folder.as_uri(), str(folder))
        return Repository(folder)


@pytest.fixture
def moved(tmp_path: Path) -> Moved:
    """With a branch `merge` as GitHub makes it for the request."""
    (tmp_path / "origin").mkdir()
    origin = new_repository(tmp_path / "origin", cart=BAD_CART)
    origin.git("config", "uploadpack.allowAnySHA1InWant", "true")
    left = origin.git("rev-parse", "HEAD").strip()
    origin.git("checkout", "--quiet", "-b", "request")
    origin.write("k8s/shop.yaml", BAD_CART.replace("cart", "shop"))
    origin.commit()
    head = origin.git("rev-parse", "HEAD").strip()
    origin.git("checkout", "--quiet", "main")
    origin.write("k8s/cart.yaml", CART)
    origin.write("k8s/late.yaml", BAD_CART.replace("cart", "late"))
    origin.commit()
    main = origin.git("rev-parse", "HEAD").strip()
    origin.git("checkout", "--quiet", "-b", "merge")
    origin.git("merge", "--quiet", "--no-ff", "--message", "merge", "request")
    return Moved(origin, left, main, head)


def files_told(done: subprocess.CompletedProcess[str]) -> list[str]:
    return re.findall("^::error file=([^,]*)", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("options", [("--depth=1",), ()])
def test_a_merge_is_compared_with_the_branch_that_it_goes_into(temp: Path, moved: Moved, options: tuple[str]) -> None:
    """The event was sent before the base branch moved."""
    checkout = moved.checkout("merge", *options)
    done = run(CHECK, temp, checkout.folder, moved.left, moved.head, paths="k8s")
    assert (files_told(done), done.returncode, done.stderr) == (["k8s/shop.yaml"], 1, "")


def test_a_branch_is_compared_with_where_it_left(temp: Path, moved: Moved) -> None:
    checkout = moved.checkout("request")
    done = run(CHECK, temp, checkout.folder, moved.main, moved.head, paths="k8s")
    assert (files_told(done), done.returncode, done.stderr) == (["k8s/shop.yaml"], 1, "")


@KUSTOMIZE
def test_the_summary_compares_each_overlay(temp: Path, pull: tuple[Repository, str]) -> None:
    checkout, _ = pull
    files = {"base/cart.yaml": CART, "base/kustomization.yaml": "resources: [cart.yaml]\n", "prod/deny.yaml": DENY}
    overlays = [(name, f"namespace: {name}\nresources: [../base]\n") for name in ("dev", "prod")]
    files |= {f"{name}/kustomization.yaml": text for name, text in overlays}
    for name, text in files.items():
        checkout.write(f"shop/{name}", text)
    checkout.commit()
    checkout.write("shop/prod/kustomization.yaml", "namespace: prod\nresources: [../base, deny.yaml]\n")
    run(CHECK, temp, checkout.folder, paths="shop", diff_base="HEAD")
    summary = (temp / "summary.md").read_text()
    assert "### Connections that change\n\n#### prod\n\n| change | source |" in summary


@pytest.mark.parametrize("revision", ["--upload-pack=touch proof", "--help", "-x", "a b", "refs/*:refs/*"])
def test_a_revision_is_no_option(temp: Path, pull: tuple[Repository, str], revision: str) -> None:
    checkout, _ = pull
    assert run(CHECK, temp, checkout.folder, paths="k8s", diff_base=revision).returncode == 2
    assert run(CHECK, temp, checkout.folder, revision, paths="k8s").returncode == 1
    assert not (checkout.folder / "proof").exists()


def test_baseline(temp: Path, pull: tuple[Repository, str]) -> None:
    checkout, _ = pull
    checkout.k8slint("baseline", "--baseline", "known.json")
    assert run(CHECK, temp, checkout.folder, paths="k8s").returncode == 1
    assert run(CHECK, temp, checkout.folder, paths="k8s", baseline="known.json").returncode == 0


def test_a_summary_is_cut_where_it_is_too_long(temp: Path, pull: tuple[Repository, str]) -> None:
    checkout, _ = pull
    stand_in = temp / "k8slint" / "bin"
    stand_in.unlink()
    stand_in.mkdir()
    (stand_in / "k8slint").write_text('#!/bin/bash\nfor n in {1..50000}; do echo "| a row of the table $n |"; done\n')
    (stand_in / "k8slint").chmod(0o755)
    assert run(CHECK, temp, checkout.folder, paths="k8s").returncode == 0
    summary = (temp / "summary.md").read_text()
    assert 800_000 < len(summary) < 1_000_000
    assert summary.endswith("|\n\nThe rest is left out: a summary holds a mebibyte at most.\n")


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
