"""The progress bar: on a terminal, for long work, and gone in the end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from k8slint.cli import bar, main
from tests.terminal import Terminal
from tests.yaml_text import SERVICE

COMMAND = """
from k8slint.cli import bar, main
bar.PATIENCE, bar.PAUSE = {patience}, 0
main()
"""
ERASE = b"\x1b[1A\r\x1b[2K"


@pytest.fixture
def manifests(tmp_path: Path) -> Path:
    """A folder of some files."""
    for number in range(5):
        (tmp_path / f"{number}.yaml").write_text(SERVICE, encoding="utf-8")
    return tmp_path


def shown(folder: Path, patience: float, **variables: str) -> tuple[bytes, str]:
    """What a check writes to the terminal, and to standard output, which is none."""
    terminal = Terminal(
        COMMAND.format(patience=patience), ["check", ".", "--format", "json"], folder, output=False, **variables
    )
    said = terminal.rest()
    return said, terminal.process.communicate()[0].decode()


def test_long_work_shows_a_bar_and_takes_it_away(manifests: Path) -> None:
    said, report = shown(manifests, patience=0)
    assert b"reading files" in said
    assert b"4/5" in said
    assert b"running rules" in said
    assert said.endswith(ERASE)
    assert said.count(b"\x1b[?25l") == 0 or b"\x1b[?25h" in said[said.rindex(b"\x1b[?25l") :], "the cursor is back"
    assert json.loads(report)["summary"]["files"] == 5


def test_short_work_and_dumb_terminals_show_none(manifests: Path) -> None:
    assert shown(manifests, patience=60)[0] == b""
    assert shown(manifests, patience=0, TERM="dumb")[0] == b""
    assert shown(manifests, patience=0, COLUMNS="40")[0] == b"", "it could not be erased where it needs two lines"


def test_no_terminal_no_bar(manifests: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bar, "PATIENCE", 0.0)
    run = CliRunner().invoke(main, ["check", str(manifests)])
    assert "reading files" not in run.output
    assert run.stderr == ""


def test_a_message_behind_the_bar_stays(manifests: Path) -> None:
    command = ["check", ".", "--context-from", "nowhere"]
    said = Terminal(COMMAND.format(patience=0), command, manifests).rest()
    assert said.endswith(b"k8slint: no such file or folder: nowhere\r\n")
