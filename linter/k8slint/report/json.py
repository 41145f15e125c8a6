"""`--format json`: the contract that scripts rely on. The same input gives the same bytes."""

from __future__ import annotations

from typing import Any

from k8slint import __version__
from k8slint.engine import Result
from k8slint.finding import Finding, Fix, ObjectRef
from k8slint.inputs.at import Location
from k8slint.report.escape import to_json
from k8slint.report.summary import summarize


def render(result: Result) -> str:
    """The report as one JSON text."""
    summary = summarize(result)
    counts = {"files": summary.files, "documents": summary.documents, "objects": summary.objects}
    kinds = {"kinds": summary.kinds, "ignored_kinds": summary.ignored_kinds}
    hidden = {"suppressed": summary.suppressed, "baselined": summary.baselined}
    report = {
        "version": 1,
        "tool": {"name": "k8slint", "version": __version__},
        "summary": {**counts, **kinds, **summary.levels, **hidden},
        "findings": [finding_json(finding) for finding in result.findings],
    }
    return to_json(report)


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding in the contract's form."""
    problem = finding.problem
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "verdict": str(problem.verdict),
        "message": finding.message,
        "object": object_json(finding.object),
        "location": location_json(finding.location),
        "path": finding.path or None,
        "related": [{"message": r.message, "location": location_json(r.location)} for r in problem.related],
        "witness": problem.witness,
        "fix": _fix(problem.fix),
        "fingerprint": finding.fingerprint,
    }


def location_json(location: Location) -> dict[str, Any]:
    """A location in the contract's form."""
    return {
        "file": location.file,
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
    }


def object_json(ref: ObjectRef | None) -> dict[str, Any] | None:
    """An object in the contract's form."""
    if ref is None:
        return None
    return {"apiVersion": ref.api_version, "kind": ref.kind, "namespace": ref.namespace, "name": ref.name}


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None or not fix.edits:  # the contract has no fix in words only
        return None
    edits = [{"location": location_json(e.location), "replacement": e.replacement} for e in fix.edits]
    return {"description": fix.description, "edits": edits}
