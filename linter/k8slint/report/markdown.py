"""`--format markdown`: a comment on a pull request, or a job's summary.

The counts, a table, then each finding with its lines and its fix, and the pages of the rules that spoke. The worst come
first, and what does not fit into a comment is counted: GitHub takes 65,536 characters there, and 1 MiB in a summary
("Workflow commands for GitHub Actions", "Adding a job summary").
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence

import click

from k8slint.engine import Result
from k8slint.finding import Finding
from k8slint.inputs.at import Location
from k8slint.page import page_of
from k8slint.report.edit import lines_of
from k8slint.report.escape import printable
from k8slint.report.excerpt import excerpt
from k8slint.report.markup import cell, code, fence, prose
from k8slint.report.summary import closing, summarize
from k8slint.report.text import Sources, sources_of
from k8slint.rule import load_rules

_TABLE, _DETAILS, _RULES = 22_000, 28_000, 14_000
"""Bytes for each part: with what stands between them, less than a comment may have."""
_MOST_RELATED = 5
_HEADER = "| Level | Rule | Place | What is wrong |\n| --- | --- | --- | --- |"


def render(result: Result) -> str:
    """The report. The same input gives the same bytes."""
    return "\n\n".join([f"### k8slint: {closing(summarize(result))}", *_findings(result)]) + "\n"


def _findings(result: Result) -> Iterator[str]:
    findings = sorted(result.findings, key=lambda finding: -finding.severity)
    if not findings:
        return
    rows = _fitting(map(_row, findings), _TABLE)
    yield "\n".join([_HEADER, *rows])
    if len(rows) < len(findings):
        yield f"{len(findings) - len(rows)} more are not listed here."
    sources = sources_of(result)
    details = _fitting(("\n".join(_details(finding, sources)) for finding in findings), _DETAILS)
    yield from details
    if len(details) < len(rows):
        yield f"{len(rows) - len(details)} more of the list are without details here."
    yield from _rules(findings)


def _fitting(blocks: Iterable[str], room: int) -> list[str]:
    """The first blocks, as many as the bytes have room for."""
    kept = []
    for block in blocks:
        room -= len(block.encode()) + 2
        if room < 0:
            break
        kept.append(block)
    return kept


def _row(finding: Finding) -> str:
    place = cell(_place(finding.location))
    subject = f"{place} {cell(str(finding.object))}" if finding.object else place
    return f"| {finding.severity} | [{finding.rule}](#{finding.rule}) | {subject} | {cell(finding.message)} |"


def _details(finding: Finding, sources: Sources) -> Iterator[str]:
    """What a click opens. The summary is HTML, in which Markdown has no meaning."""
    place = html.escape(printable(_place(finding.location)[-100:]))
    yield f"<details><summary>{finding.severity}: {finding.rule}, <code>{place}</code></summary>\n"
    yield f"Finding: {prose(finding.message)}\n"
    if lines := list(excerpt(finding.location, sources.get(finding.location.file))):
        yield from (*fence(map(click.unstyle, lines)), "")
    yield from _related(finding)
    yield from _fix(finding, sources)
    yield "</details>"


def _related(finding: Finding) -> Iterator[str]:
    related = finding.problem.related
    yield from (f"- {code(_place(r.location))} {prose(r.message)}" for r in related[:_MOST_RELATED])
    if len(related) > _MOST_RELATED:
        yield f"- {len(related) - _MOST_RELATED} more"
    if related:
        yield ""


def _fix(finding: Finding, sources: Sources) -> Iterator[str]:
    fix = finding.problem.fix
    if fix is None:
        return
    yield f"**Fix:** {prose(fix.description)}\n"
    for file in dict.fromkeys(edit.location.file for edit in fix.edits):
        source = sources.get(file)
        changed = list(lines_of(source, [e for e in fix.edits if e.location.file == file])) if source else []
        if changed and file != finding.location.file:
            yield f"In {code(file)}:\n"
        if changed:
            yield from (*fence((f"{line.sign}{line.text}" for line in changed), "diff"), "")


def _rules(findings: Sequence[Finding]) -> Iterator[str]:
    """The pages of the rules that spoke, as headings that the table links to."""
    spoke = {finding.rule for finding in findings}
    pages = (f"#### {rule.name}\n\n{page_of(rule).markdown}" for rule in load_rules() if rule.name in spoke)
    yield from ("<details><summary>What these rules say</summary>", *_fitting(pages, _RULES), "</details>")


def _place(location: Location) -> str:
    return f"{location.file}:{location.line}:{location.column}"
