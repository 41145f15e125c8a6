"""`check --watch`, as a person runs it: on a terminal, and in a pipe."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from k8slint.inputs.snapshot import snapshot
from tests.command import k8slint
from tests.terminal import Terminal
from tests.yaml_text import SERVICE

COMMAND = """
import signal
from k8slint.cli import main, watch
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a job in the background of a shell ignores
watch.INTERVAL, watch.QUIET = 0.02, 0.02
main()
"""
WAITING = b"waiting for changes; Ctrl-C ends"
CLEARED = b"\x1b[2J\x1b[1;1H"
GONE = SERVICE.replace("Service", "Servise")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of one manifest."""
    (tmp_path / "a.yaml").write_text(SERVICE, encoding="utf-8")
    return tmp_path


def watched(folder: Path, *arguments: str, output: bool = True) -> Terminal:
    """The command at work in a folder."""
    return Terminal(COMMAND, ["check", ".", "--watch", *arguments], folder, output)


def interrupted(terminal: Terminal) -> int:
    """The status after Ctrl-C."""
    terminal.process.send_signal(signal.SIGINT)
    assert b"Traceback" not in terminal.rest()
    return terminal.process.wait(30)


def test_each_change_is_checked(folder: Path) -> None:
    terminal = watched(folder)
    first = terminal.read_until(WAITING)
    assert first.startswith(CLEARED)
    assert b"1 object" in first
    (folder / "b.yaml").write_text("kind: [", encoding="utf-8")
    second = terminal.read_until(WAITING)
    assert CLEARED in second
    assert b"yaml-invalid" in second
    (folder / "b.yaml").unlink()
    assert b"yaml-invalid" not in terminal.read_until(WAITING)
    assert interrupted(terminal) == 130


def test_what_vanishes_and_breaks_is_survived(folder: Path) -> None:
    terminal = Terminal(COMMAND, ["check", "a.yaml", "--watch"], folder, True)
    terminal.read_until(WAITING)
    (folder / "a.yaml").unlink()
    assert b"no such file or folder: a.yaml" in terminal.read_until(WAITING)
    (folder / "a.yaml").write_text(SERVICE, encoding="utf-8")
    assert b"1 object" in terminal.read_until(WAITING)
    (folder / ".k8slint.yaml").write_text("rules: []\n", encoding="utf-8")
    (folder / "a.yaml").touch()
    assert b".k8slint.yaml:1:" in terminal.read_until(WAITING)
    (folder / ".k8slint.yaml").unlink()
    assert b"1 object" in terminal.read_until(WAITING)
    assert interrupted(terminal) == 130


def test_files_outside_that_a_kustomization_includes(folder: Path, tmp_path: Path) -> None:
    (folder / ".git").mkdir()
    overlay = folder / "overlay"
    overlay.mkdir()
    (overlay / "kustomization.yaml").write_text("resources: [../a.yaml]\n", encoding="utf-8")
    terminal = Terminal(COMMAND, ["check", "overlay", "--watch"], folder, True)
    assert b"1 object" in terminal.read_until(WAITING)
    (folder / "a.yaml").write_text("kind: [", encoding="utf-8")
    assert b"yaml-invalid" in terminal.read_until(WAITING)
    assert interrupted(terminal) == 130


def test_no_terminal_is_not_cleared_and_the_report_is_not_watched(folder: Path) -> None:
    terminal = watched(folder, "--format", "json", "--output", "report.json", output=False)
    terminal.read_until(WAITING)
    terminal.process.send_signal(signal.SIGINT)
    assert WAITING not in terminal.rest(), "its own report is no change"
    assert terminal.process.communicate()[0] == b""
    assert (folder / "report.json").exists()


def test_what_does_not_go_together() -> None:
    for arguments in (["-"], ["fixtures", "--fix"]):
        run = k8slint("check", "--watch", *arguments)
        assert run.returncode == 2
        assert "--watch" in run.stderr


def test_a_look_is_bounded_and_leaves_out_what_no_check_reads(folder: Path) -> None:
    for name in (".git/HEAD", "venv/pyvenv.cfg", "venv/lib/a.yaml", "charts/values.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("a", encoding="utf-8")
    (folder / "up").symlink_to(folder)
    (folder / "nowhere").symlink_to(folder / "not there")
    found = snapshot([str(folder), str(folder / "not there"), str(folder / "*.yaml")])
    assert {str(Path(path).relative_to(folder)) for path in found} == {"a.yaml", "charts/values.txt"}
