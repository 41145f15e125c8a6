"""`--format sarif`: SARIF 2.1.0 (OASIS standard), the form that code scanning services read.

Sections in comments are those of the standard.
"""

from __future__ import annotations

from typing import Any

from k8slint import __version__
from k8slint.engine import Result, selected_rules
from k8slint.finding import Finding, Fix, ObjectRef, Severity
from k8slint.inputs.at import Location
from k8slint.page import page_of
from k8slint.report.escape import printable, to_json
from k8slint.report.uri import uri_of
from k8slint.rule import Rule, load_rules
from k8slint.run import Crash

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}


def render(result: Result) -> str:
    """The report as one SARIF log with one run."""
    rules = _rules(result)
    index = {rule.name: number for number, rule in enumerate(rules)}
    driver = {"name": "k8slint", "semanticVersion": __version__, "rules": [_descriptor(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(result)],
        "results": [_result(finding, index) for finding in result.findings],
    }
    return to_json({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _rules(result: Result) -> list[Rule]:
    """Those that ran, and those that spoke all the same, by name."""
    spoke = {finding.rule for finding in result.findings}
    ran = {rule.name for rule in selected_rules(result.cluster.config)}
    return [rule for rule in load_rules() if rule.name in ran | spoke]


def _descriptor(rule: Rule) -> dict[str, Any]:
    page = page_of(rule)
    return {
        "id": rule.name,
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": page.text},
        "help": {"text": page.text, "markdown": page.markdown},
        "defaultConfiguration": {"enabled": rule.enabled, "level": _LEVELS[rule.severity]},
        "properties": {"problem.severity": _PROBLEM[rule.severity], "tags": ["kubernetes", "network"]},
    }


def _invocation(result: Result) -> dict[str, Any]:
    successful = not result.crashes and not result.cluster.reading.fatal
    return {"executionSuccessful": successful, "toolExecutionNotifications": [_crash(c) for c in result.crashes]}


def _crash(crash: Crash) -> dict[str, Any]:
    return {"level": "error", "message": {"text": f"internal error in rule {crash.rule}"}}


def _result(finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    problem = finding.problem
    place = {"physicalLocation": _physical(finding.location), "logicalLocations": _logical(finding)}
    related = [
        {"id": number, "physicalLocation": _physical(other.location), "message": _message(other.message)}
        for number, other in enumerate(problem.related, start=1)
    ]
    result: dict[str, Any] = {"ruleId": finding.rule}
    if finding.rule in index:
        result["ruleIndex"] = index[finding.rule]
    result |= {"level": _LEVELS[finding.severity], "message": _message(finding.message), "locations": [place]}
    result |= {"relatedLocations": related} if related else {}
    result |= {"fixes": [_fix(problem.fix)]} if problem.fix and problem.fix.edits else {}
    result |= {"partialFingerprints": {"k8slint/v1": finding.fingerprint}}
    return result | {"properties": {"verdict": str(problem.verdict)}}


def _message(text: str) -> dict[str, str]:
    """Braces are doubled, since single ones hold placeholders (3.11.5); a closed bracket before a parenthesis,
    which would be a link (3.11.6), is set apart from it."""
    return {"text": printable(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")}


def _physical(location: Location) -> dict[str, Any]:
    return {"artifactLocation": {"uri": uri_of(location.file)}, "region": _region(location)}


def _region(location: Location) -> dict[str, int]:
    """Lines and columns count from 1 and the end column is exclusive, as ours are. (3.30)"""
    return {
        "startLine": location.line,
        "startColumn": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }


def _logical(finding: Finding) -> list[dict[str, str]]:
    ref: ObjectRef | None = finding.object
    if ref is None:
        return []
    name = "/".join(part for part in (ref.namespace, ref.kind, ref.name) if part)
    return [{"name": printable(ref.name), "fullyQualifiedName": printable(name), "kind": "resource"}]


def _fix(fix: Fix) -> dict[str, Any]:
    files = dict.fromkeys(edit.location.file for edit in fix.edits)
    changes = [
        {
            "artifactLocation": {"uri": uri_of(file)},
            "replacements": [
                {"deletedRegion": _region(edit.location), "insertedContent": {"text": edit.replacement}}
                for edit in fix.edits
                if edit.location.file == file
            ],
        }
        for file in files
    ]
    return {"description": _message(fix.description), "artifactChanges": changes}
