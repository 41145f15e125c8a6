"""`--format github`: workflow commands that annotate a pull request, then one line of counts.

Source: "Workflow commands for GitHub Actions" in GitHub's documentation, and the escaping in the toolkit's
`core/command.ts`: `%`, CR and LF in data; these, `:` and `,` in properties.
"""

from __future__ import annotations

import os

from k8slint.engine import Result
from k8slint.finding import Finding, Severity
from k8slint.inputs.at import Location
from k8slint.report.escape import printable
from k8slint.report.summary import closing, summarize

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(result: Result) -> str:
    """One command a finding."""
    return "".join(f"{_command(finding)}\n" for finding in result.findings) + closing(summarize(result)) + "\n"


def _command(finding: Finding) -> str:
    properties = {"file": os.path.normpath(finding.location.file), **_range(finding.location), "title": finding.rule}
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(_text(finding))}"


def _range(location: Location) -> dict[str, str]:
    """Columns are understood only within one line."""
    lines = {"line": str(location.line), "endLine": str(location.end_line)}
    if location.line != location.end_line:
        return lines
    return {**lines, "col": str(location.column), "endColumn": str(location.end_column)}


def _text(finding: Finding) -> str:
    """The message, then the other places and the fix, a line each."""
    subject = f"{printable(str(finding.object))}: " if finding.object else ""
    lines = [subject + printable(finding.message)]
    lines += [f"see {_place(other.location)}: {printable(other.message)}" for other in finding.problem.related]
    if finding.problem.fix:
        lines.append(f"fix: {printable(finding.problem.fix.description)}")
    return "\n".join(lines)


def _place(location: Location) -> str:
    return f"{printable(location.file)}:{location.line}:{location.column}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")
