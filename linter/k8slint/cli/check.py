"""`k8slint check PATH…`"""

from __future__ import annotations

import importlib
import sys
from dataclasses import replace
from typing import Any

import click

from k8slint.cli.output import show
from k8slint.cli.settings import configured, fail, rules_named, settle
from k8slint.cli.status import status_of
from k8slint.engine import Result, check
from k8slint.finding import Severity
from k8slint.inputs.walk import NoSuchPath
from k8slint.report.escape import printable

FORMATS = ("text", "json", "sarif", "github", "junit", "markdown", "html")
LEVELS = ("error", "warning", "info", "never")


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", help="What to print.")
@click.option("--output", metavar="FILE", help="Write the report to a file.")
@click.option("--color/--no-color", default=None, help="Colours, whatever the terminal and NO_COLOR say.")
@click.option("--fail-on", type=click.Choice(LEVELS), help="The lowest level that fails.  [default: error]")
@click.option("--select", multiple=True, metavar="RULE,…", help="Run only these rules.")
@click.option("--ignore", multiple=True, metavar="RULE,…", help="Do not run these rules.")
@configured
def command(
    paths: tuple[str, ...],
    format_: str,
    output: str | None,
    color: bool | None,
    fail_on: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    **settings: Any,
) -> None:
    """Check manifests: files, folders, globs, or - for standard input."""
    selected, ignored = rules_named("--select", select), rules_named("--ignore", ignore)
    config = replace(settle(paths, **settings), select=selected, ignore=ignored)
    try:
        result = check(paths, config)
    except NoSuchPath as error:
        fail(f"no such file or folder: {error}")
    text = importlib.import_module(f"k8slint.report.{format_}").render(result)
    try:
        show(text, output, color)
    except OSError as error:
        fail(f"{output} cannot be written: {error.strerror}")
    _complain(result)
    level = fail_on or config.fail_on
    sys.exit(status_of(result, None if level == "never" else Severity.named(level)))


def _complain(result: Result) -> None:
    for crash in result.crashes:
        click.echo(f"k8slint: internal error in rule {crash.rule}; please report it\n{_quoted(crash.trace)}", err=True)
    if not (result.cluster.metas or result.cluster.reading.skipped_kinds):
        click.echo("k8slint: no Kubernetes object found in the input", err=True)


def _quoted(trace: str) -> str:
    """A traceback may quote a manifest: no line of it may begin as a workflow command does."""
    return "\n".join(f"  | {printable(line)}" for line in trace.splitlines())
