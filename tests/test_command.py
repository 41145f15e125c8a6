"""The installed command from outside: exit statuses, streams, colours."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest

from k8slint import __version__
from tests.command import BIN, environment, k8slint
from tests.fixture import ROOT

SHOP, BOOKSTORE, SCRAPS = ("fixtures/apps/shop", "fixtures/apps/bookstore", "fixtures/apps/scraps")
BAD = "fixtures/rules/service-target-port-unresolved/bad.yaml"


def test_clean_input_is_status_0() -> None:
    run = k8slint("check", BOOKSTORE)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == "4 objects in 1 file: nothing found\n"


def test_finding_is_status_1() -> None:
    run = k8slint("check", BAD)
    assert (run.returncode, run.stderr) == (1, "")
    assert run.stdout.startswith("error[service-target-port-unresolved] ")


@pytest.mark.parametrize(("level", "status"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on_sets_the_failing_level(level: str, status: int) -> None:
    assert k8slint("check", BAD, "--fail-on", level).returncode == status


def test_finding_below_the_failing_level_is_status_0() -> None:
    run = k8slint("check", BAD, "--ignore", "service-target-port-unresolved")
    assert run.returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "no/such/folder"),
        ("check", SHOP, "--no-such-option"),
        ("check", SHOP, "--format", "no-such-format"),
        ("check",),
        ("no-such-command",),
        ("rules", "no-such-rule"),
    ],
)
def test_wrong_command_is_one_complaint_and_status_2(arguments: tuple[str, ...]) -> None:
    run = k8slint(*arguments)
    assert (run.returncode, run.stdout) == (2, "")
    assert "Traceback" not in run.stderr
    assert run.stderr


def test_unreadable_input_is_status_2_and_the_rest_is_reported() -> None:
    run = k8slint("check", SCRAPS)
    assert run.returncode == 2
    assert "error[service-target-port-unresolved]" in run.stdout


def test_no_object_is_status_2(tmp_path: Path) -> None:
    run = k8slint("check", str(tmp_path))
    assert run.returncode == 2
    assert run.stderr == "k8slint: no Kubernetes object found in the input\n"


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "github"])
def test_crashed_rule_is_named_and_status_3_and_the_rest_is_reported(format_: str) -> None:
    run = k8slint("check", BAD, "--format", format_, PYTHONPATH=str(ROOT / "tests" / "plant"))
    assert run.returncode == 3
    assert "service-target-port-unresolved" in run.stdout
    assert run.stderr.startswith("k8slint: internal error in rule always-crashes; please report it\n")
    assert "\x1b" not in run.stderr
    assert not any(line.lstrip().startswith("::") for line in run.stderr.splitlines())


def test_standard_input() -> None:
    run = k8slint("check", "-", stdin=(ROOT / BAD).read_text(encoding="utf-8"))
    assert run.returncode == 1
    assert "  --> <stdin>:11:19  Service shop/cart" in run.stdout


def test_reports_are_all_of_standard_output() -> None:
    assert json.loads(k8slint("check", SCRAPS, "--format", "json").stdout)["version"] == 1
    assert json.loads(k8slint("check", SCRAPS, "--format", "sarif").stdout)["version"] == "2.1.0"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_terminal_that_knows_few_characters(encoding: str) -> None:
    manifest = 'apiVersion: v1\nkind: Service\nname: "購物"\nname: "購物"  # 籠\n'
    run = k8slint("check", "-", stdin=manifest, PYTHONUTF8="0", PYTHONIOENCODING=encoding)
    assert (run.returncode, run.stderr) == (1, "")


def test_version() -> None:
    assert k8slint("--version").stdout == f"k8slint, version {__version__}\n"


def test_module_is_the_command() -> None:
    run = subprocess.run(
        [BIN / "python", "-m", "k8slint", "check", BOOKSTORE], cwd=ROOT, capture_output=True, text=True
    )
    assert run.stdout == k8slint("check", BOOKSTORE).stdout


def on_a_terminal(*arguments: str, **variables: str) -> bytes:
    """What the command writes to a terminal."""
    main, side = pty.openpty()
    with subprocess.Popen(
        [BIN / "k8slint", *arguments],
        cwd=ROOT,
        env=environment(**{"TERM": "xterm", **variables}),
        stdout=side,
        stderr=side,
    ) as process:
        os.close(side)
        written = b""
        while chunk := _read(main):
            written += chunk
        process.wait()
    os.close(main)
    return written


def _read(terminal: int) -> bytes:
    """The next piece; nothing at the end, which Linux tells as an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_colours_on_a_terminal() -> None:
    assert b"\x1b[31m" in on_a_terminal("check", BAD)


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colours_where_they_are_not_wanted(variables: dict[str, str]) -> None:
    assert b"\x1b" not in on_a_terminal("check", BAD, **variables)


def test_no_colours_in_a_pipe() -> None:
    assert "\x1b" not in k8slint("check", BAD, TERM="xterm").stdout
