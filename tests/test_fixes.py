"""A fix mends: applied to its example, the finding is gone, and the rule finds no more than before."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from k8slint.finding import Edit, Finding
from k8slint.fix.mend import Mended, Mender
from k8slint.inputs.read import read
from tests.fixture import FIXTURES, config_of, run

BAD = sorted(path for path in (FIXTURES / "rules").glob("*/bad*"))


def fixable(path: Path) -> list[Finding]:
    return [f for f in run(path, path.parent.name).findings if f.problem.fix and f.problem.fix.edits]


def apply(edits: Iterable[Edit]) -> None:
    """Writes the edits, the last one of a file first, so that the places of the others hold."""
    for edit in sorted(edits, key=lambda edit: edit.location, reverse=True):
        place, file = edit.location, Path(edit.location.file)
        lines = file.read_text(encoding="utf-8").split("\n")
        before = lines[place.line - 1][: place.column - 1]
        after = lines[place.end_line - 1][place.end_column - 1 :]
        lines[place.line - 1 : place.end_line] = [before + edit.replacement + after]
        file.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("path", BAD, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_fixes_mend(path: Path, tmp_path: Path) -> None:
    for number in range(len(fixable(path))):
        copy = tmp_path / str(number) / path.parent.name / path.name
        copy.parent.mkdir(parents=True)
        if path.is_dir():
            shutil.copytree(path, copy)
        else:
            shutil.copy(path, copy)
        before = [finding.message for finding in run(copy, path.parent.name).findings]
        finding = fixable(copy)[number]
        assert finding.problem.fix
        apply(finding.problem.fix.edits)
        after = [finding.message for finding in run(copy, path.parent.name).findings]
        assert finding.message not in after or before.count(finding.message) > after.count(finding.message)
        assert len(after) <= len(before)


def mended(path: Path, rule: str) -> Mended:
    """All that `--fix --unsafe-fixes` would do, with one rule."""
    config = config_of(path, rule)
    return Mender(read([str(path)], config.paths), config, True, lambda result: result).mend()


def with_line_ends(path: Path, copy: Path, end: str) -> None:
    """A copy of an example whose lines end otherwise."""
    for file in path.rglob("*") if path.is_dir() else [path]:
        if file.is_file():
            target = copy / file.relative_to(path.parent)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(file.read_text(encoding="utf-8"), encoding="utf-8", newline=end)


@pytest.mark.parametrize("path", [path for path in BAD if fixable(path)], ids=lambda p: f"{p.parent.name}/{p.name}")
def test_once_is_enough(path: Path, tmp_path: Path) -> None:
    """Whatever is mended stays so, in files with lines of either end."""
    texts = {}
    for end in ("\n", "\r\n"):
        copy = tmp_path / str(len(end)) / path.parent.name
        with_line_ends(path, copy, end)
        done = mended(copy / path.name, path.parent.name)
        for name, text in done.texts.items():
            Path(name).write_text(text, encoding="utf-8", newline="")
        texts[end] = {Path(name).relative_to(copy): text.replace("\r", "") for name, text in done.texts.items()}
        assert done.fixed or done.held
        assert mended(copy / path.name, path.parent.name).texts == {}
    assert texts["\n"] == texts["\r\n"]
