"""Shell completion: the scripts, and what bash makes of one."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from click.testing import CliRunner

from k8slint.cli import main
from k8slint.rule import load_rules
from tests.command import environment, k8slint
from tests.fixture import ROOT

BASH = """
compopt() {{ printf "compopt %s %s\\n" "$@"; }}
source <(k8slint completion bash)
COMP_WORDS=({words}) COMP_CWORD={last}
_k8slint_completion k8slint
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
RULES = [rule.name for rule in load_rules()]


def offered(*words: str) -> list[str]:
    """What bash offers for the last word."""
    quoted = " ".join(f"'{word}'" for word in words)
    run = subprocess.run(
        ["bash", "-c", BASH.format(words=quoted, last=len(words) - 1)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in run.stdout.splitlines() if line]


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["k8slint", "expl"], ["explain"]),
        (["k8slint", "check", "--format", "j"], ["json", "junit"]),
        (["k8slint", "check", "--select", "service-selects-no"], ["service-selects-no-pods"]),
        (
            ["k8slint", "check", "--ignore", "unknown-field,service-selects-n"],
            ["unknown-field,service-selects-no-pods"],
        ),
        (["k8slint", "rules", ""], RULES),
        (["k8slint", "check", "fix"], ["compopt -o default"]),
        (["k8slint", "check", "--config", ""], ["compopt -o default"]),
        (["k8slint", "completion", ""], ["bash", "zsh", "fish"]),
    ],
)
def test_bash_offers(words: list[str], expected: list[str]) -> None:
    assert offered(*words) == expected


def test_scripts() -> None:
    for shell, sign in (("bash", "complete -o nosort"), ("zsh", "#compdef k8slint"), ("fish", "complete --no-files")):
        run = CliRunner().invoke(main, ["completion", shell])
        assert run.exit_code == 0
        assert sign in run.output
        assert "_K8SLINT_COMPLETE" in run.output


def test_fish_keeps_a_list_of_rules_whole() -> None:
    script = CliRunner().invoke(main, ["completion", "fish"]).output
    assert 'string split --max 1 "," $completion' in script


def test_a_shell_that_nobody_knows_is_a_wrong_command() -> None:
    assert k8slint("completion", "tcsh").returncode == 2


@pytest.mark.skipif(not shutil.which("fish"), reason="no fish")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("k8slint expl", ["explain"]),
        ("k8slint check --format j", ["json", "junit"]),
        ("k8slint check --ignore unknown-field,service-selects-n", ["unknown-field,service-selects-no-pods"]),
    ],
)
def test_fish_offers(line: str, expected: list[str]) -> None:
    command = f"k8slint completion fish | source; complete -C '{line}'"
    run = subprocess.run(["fish", "-c", command], env=environment(), capture_output=True, text=True, check=True)
    assert [offer.partition("\t")[0] for offer in run.stdout.splitlines()] == expected
