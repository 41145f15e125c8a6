"""A fix mends: applied to its example, the finding is gone, and the rule finds no more than before."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from k8slint.finding import Edit, Finding
from tests.fixture import FIXTURES, run

BAD = sorted(path for path in (FIXTURES / "rules").glob("*/bad*"))


def fixable(path: Path) -> list[Finding]:
    return [finding for finding in run(path, path.parent.name).findings if finding.problem.fix]


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
