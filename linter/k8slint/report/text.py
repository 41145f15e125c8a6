"""`--format text`: for people. Each finding with its line and a caret, then one line of counts."""

from __future__ import annotations

from collections.abc import Iterator

import click

from k8slint.engine import Result
from k8slint.finding import Finding, Severity
from k8slint.inputs.at import Location
from k8slint.inputs.source import Source
from k8slint.report.escape import printable
from k8slint.report.summary import Summary, summarize

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_WIDEST = 160


def render(result: Result) -> str:
    """The report with colours; whoever prints it strips them where they do not belong."""
    sources = {source.name: source for source in result.cluster.reading.sources}
    blocks = ["\n".join(_block(finding, sources)) for finding in result.findings]
    return "\n\n".join([*blocks, _closing(summarize(result))]) + "\n"


def _block(finding: Finding, sources: dict[str, Source]) -> Iterator[str]:
    colour = _COLOURS[finding.severity]
    level = click.style(str(finding.severity), fg=colour, bold=True)
    subject = f"  {printable(str(finding.object))}" if finding.object else ""
    yield f"{level}[{finding.rule}] {click.style(printable(finding.message), bold=True)}"
    yield f"  {click.style('-->', fg='cyan')} {_place(finding.location)}{subject}"
    yield from _excerpt(finding.location, sources, colour)
    for related in finding.problem.related:
        yield f"  {click.style('see', fg='cyan')} {_place(related.location)}  {printable(related.message)}"
    if finding.problem.fix:
        yield f"  {click.style('fix', fg='green')} {printable(finding.problem.fix.description)}"


def _place(location: Location) -> str:
    return f"{printable(location.file)}:{location.line}:{location.column}"


def _excerpt(location: Location, sources: dict[str, Source], colour: str) -> Iterator[str]:
    """The line with a caret under the words that are wrong."""
    source = sources.get(location.file)
    if source is None or not 0 < location.line <= len(source.lines):
        return
    line = source.lines[location.line - 1]
    last = location.end_column - 1 if location.end_line == location.line else len(line)
    start = location.column - 1
    shown = printable(line.replace("\t", " "))
    number = str(location.line)
    if len(shown) > _WIDEST or len(shown) != len(line):
        shown, start, last = _cut(shown, start, last)
    yield f"{number:>5} | {shown}"
    yield f"      | {' ' * start}{click.style('^' * max(1, last - start), fg=colour)}"


def _cut(shown: str, start: int, last: int) -> tuple[str, int, int]:
    """A window of a long line around the words."""
    first = max(0, start - _WIDEST // 3)
    window = shown[first : first + _WIDEST]
    return window, start - first, min(last - first, len(window))


def _closing(summary: Summary) -> str:
    found = ", ".join(_count(number, level) for level, number in summary.levels.items() if number)
    checked = f"{_count(summary.objects, 'object')} in {_count(summary.files, 'file')}"
    hidden = f" ({summary.suppressed} suppressed)" if summary.suppressed else ""
    return f"{checked}: {found or 'nothing found'}{hidden}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {noun}s"
