"""`--format text`: for people. Each finding with its line and a caret, then one line of counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from k8slint.engine import Result
from k8slint.finding import Finding, Severity
from k8slint.inputs.at import Location
from k8slint.inputs.source import Source
from k8slint.report.edit import edited
from k8slint.report.escape import printable
from k8slint.report.excerpt import excerpt
from k8slint.report.summary import closing, summarize

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_MOST_RELATED = 5
_MOST_INFOS = 3

Sources = dict[str, Source]


def render(result: Result) -> str:
    """The report with colours; whoever prints it strips them where they do not belong."""
    sources = sources_of(result)
    blocks = ["\n".join(block(group[0], sources, group[1:])) for group in _groups(result.findings)]
    return "\n\n".join([*blocks, closing(summarize(result))]) + "\n"


def sources_of(result: Result) -> Sources:
    """The texts that findings point into, by name."""
    cluster = result.cluster
    return {source.name: source for source in (*cluster.reading.sources, cluster.config.source) if source}


def _groups(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings that say the same in several places, and nothing else, are shown once with all of those places."""
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        problem = finding.problem
        alone = problem.related or problem.fix or problem.witness
        key = id(finding) if alone else (finding.rule, finding.severity, finding.message)
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def block(finding: Finding, sources: Sources, same: Sequence[Finding] = ()) -> Iterator[str]:
    """The lines about a finding, with the places of those that say the same."""
    colour = _COLOURS[finding.severity]
    level = click.style(str(finding.severity), fg=colour, bold=True)
    yield f"{level}[{finding.rule}] {click.style(printable(finding.message), bold=True)}"
    yield f"  {click.style('-->', fg='cyan')} {_subject(finding)}"
    yield from excerpt(finding.location, sources.get(finding.location.file), colour)
    yield from _witness(finding)
    yield from _related(finding)
    yield from _fix(finding, sources)
    shown = same[:_MOST_INFOS] if finding.severity is Severity.INFO else same
    yield from (f"  {click.style('and', fg='cyan')} {_subject(other)}" for other in shown)
    if len(shown) < len(same):
        yield f"  {click.style('and', fg='cyan')} {len(same) - len(shown)} more places"


def _subject(finding: Finding) -> str:
    """The place, and the object that is there."""
    return _place(finding.location) + (f"  {printable(str(finding.object))}" if finding.object else "")


def _witness(finding: Finding) -> Iterator[str]:
    """The solver's example."""
    if witness := finding.problem.witness:
        facts = ", ".join(f"{name} {_value(value)}" for name, value in witness.items())
        yield f"  {click.style('for example', fg='cyan')} {printable(facts)}"


def _value(value: object) -> str:
    return " ".join(f"{key}={item}" for key, item in value.items()) if isinstance(value, dict) else str(value)


def _related(finding: Finding) -> Iterator[str]:
    related = finding.problem.related
    for other in related[:_MOST_RELATED]:
        yield f"  {click.style('see', fg='cyan')} {_place(other.location)}  {printable(other.message)}"
    if len(related) > _MOST_RELATED:
        yield f"  {click.style('see', fg='cyan')} {len(related) - _MOST_RELATED} more"


def _fix(finding: Finding, sources: Sources) -> Iterator[str]:
    """What to do, and the lines before and after where the edit is known."""
    fix = finding.problem.fix
    if fix is None:
        return
    yield f"  {click.style('fix', fg='green')} {printable(fix.description)}"
    for file in dict.fromkeys(edit.location.file for edit in fix.edits):
        if file != finding.location.file:
            yield f"      in {printable(file)}"
        if source := sources.get(file):
            yield from edited(source, [edit for edit in fix.edits if edit.location.file == file])


def _place(location: Location) -> str:
    return f"{printable(location.file)}:{location.line}:{location.column}"
