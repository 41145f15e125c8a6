"""Findings and mistakes as diagnostics."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from lsprotocol import types

from k8slint.configfile.mistake import Mistake
from k8slint.finding import Finding, Severity
from k8slint.lsp.buffer import uri_of
from k8slint.lsp.outcome import Outcome
from k8slint.lsp.ruler import Rulers
from k8slint.record import dataclass
from k8slint.report.escape import printable

MOST = 1_000
"""Diagnostics of one file that an editor is told of: editors show no more, and people read fewer."""
SOURCE = "k8slint"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


@dataclass(frozen=True)
class Page:
    """The diagnostics of one file; `version` is that of the text which they are about, where it is open."""

    uri: str
    version: int | None
    diagnostics: Sequence[types.Diagnostic]


def pages(outcome: Outcome, rulers: Rulers, with_related: bool) -> Iterator[Page]:
    """The diagnostics of each file that has some."""
    found: dict[str, list[types.Diagnostic]] = {}
    for finding in outcome.findings:
        of_file = found.setdefault(finding.location.file, [])
        if len(of_file) < MOST:
            of_file += of_finding(finding, outcome, rulers, with_related)
    for mistake in outcome.mistakes:
        found.setdefault(mistake.location.file, []).extend(_of_mistake(mistake, rulers))
    for file, diagnostics in found.items():
        buffer = outcome.buffers.get(os.path.realpath(file))
        yield Page(uri_in(outcome, file), buffer.version if buffer else None, diagnostics)


def of_finding(finding: Finding, outcome: Outcome, rulers: Rulers, with_related: bool) -> Iterator[types.Diagnostic]:
    """A finding; its code is the rule's name, and its other places are told to clients that show them.

    Nothing where its lines are being changed: what that comes to is known when the file is saved and built.
    """
    related = [
        types.DiagnosticRelatedInformation(
            types.Location(uri_in(outcome, each.location.file), place), printable(each.message)
        )
        for each in finding.problem.related
        if (place := rulers.range(each.location))
    ]
    place = rulers.range(finding.location)
    if place is None:
        return
    yield types.Diagnostic(
        place,
        printable(finding.message),
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        source=SOURCE,
        related_information=related if with_related and related else None,
    )


def _of_mistake(mistake: Mistake, rulers: Rulers) -> Iterator[types.Diagnostic]:
    words = f"{mistake.path}: {mistake.message}" if mistake.path else mistake.message
    error = types.DiagnosticSeverity.Error
    if place := rulers.range(mistake.location):
        yield types.Diagnostic(place, printable(words), severity=error, source=SOURCE)


def uri_in(outcome: Outcome, file: str) -> str:
    """How the editor names a file."""
    buffer = outcome.buffers.get(os.path.realpath(file))
    return buffer.uri if buffer else uri_of(file)
