"""What is wrong with a run itself, on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click

from k8slint.engine import Result
from k8slint.inputs.fault import Fault
from k8slint.report.escape import printable


def complain(result: Result) -> None:
    """Tells of rules that crashed, of a context that could not be read, and of an input that holds nothing."""
    reading = result.cluster.reading
    for crash in result.crashes:
        click.echo(f"k8slint: internal error in rule {crash.rule}; please report it\n{_quoted(crash.trace)}", err=True)
    if reading.context:
        tell(reading.context.faults)
    if not (result.cluster.metas or reading.skipped_kinds):
        click.echo("k8slint: no Kubernetes object found in the input", err=True)


def tell(faults: Iterable[Fault], shown: Callable[[str], str] = str) -> None:
    """Tells of what could not be read at all; `shown` is what a file is called."""
    for fault in faults:
        if fault.fatal:
            place = f"{shown(fault.at.file)}:{fault.at.line}:{fault.at.column}"
            click.echo(f"k8slint: {printable(place)}: {printable(fault.message)}", err=True)


def _quoted(trace: str) -> str:
    """A traceback may quote a manifest: no line of it may begin as a workflow command does."""
    return "\n".join(f"  | {printable(line)}" for line in trace.splitlines())
