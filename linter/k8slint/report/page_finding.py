"""A finding as the page's script wants it: every line and place as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from k8slint.finding import Finding, Fix
from k8slint.inputs.at import Location
from k8slint.report.edit import lines_of
from k8slint.report.excerpt import excerpt
from k8slint.report.text import Sources


def finding_data(finding: Finding, sources: Sources, nodes: Sequence[Sequence[int]]) -> dict[str, Any]:
    """One finding; `nodes` are, for each map, the objects that it is about."""
    problem, at = finding.problem, finding.location
    return {
        "id": finding.fingerprint,
        "level": str(finding.severity),
        "rule": finding.rule,
        "message": finding.message,
        "verdict": str(problem.verdict),
        "object": str(finding.object) if finding.object else "",
        "namespace": (finding.object.namespace if finding.object else None) or "",
        "place": place_text(at),
        "excerpt": [click.unstyle(line) for line in excerpt(at, sources.get(at.file))],
        "related": [[place_text(other.location), other.message] for other in problem.related],
        "witness": [f"{name}: {value}" for name, value in (problem.witness or {}).items()],
        "fix": problem.fix.description if problem.fix else "",
        "edits": list(_edits(problem.fix, sources)) if problem.fix else [],
        "nodes": [list(numbers) for numbers in nodes],
    }


def place_text(at: Location) -> str:
    """File, line and column."""
    return f"{at.file}:{at.line}:{at.column}"


def _edits(fix: Fix, sources: Sources) -> Iterator[list[Any]]:
    """A file, and the lines that go and come: sign, number, text."""
    for file in dict.fromkeys(edit.location.file for edit in fix.edits):
        if source := sources.get(file):
            edits = [edit for edit in fix.edits if edit.location.file == file]
            yield [file, [[line.sign, line.number, line.text] for line in lines_of(source, edits)]]
