"""`k8slint check PATH…`"""

from __future__ import annotations

import importlib
import sys

import click

from k8slint.cli.output import show
from k8slint.cli.status import Status, status_of
from k8slint.config import Config
from k8slint.engine import Result, check
from k8slint.finding import Severity
from k8slint.inputs.walk import NoSuchPath
from k8slint.report.escape import printable

FORMATS = ("text", "json", "sarif", "github")


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", help="What to print.")
@click.option(
    "--fail-on",
    type=click.Choice(("error", "warning", "info", "never")),
    default="error",
    help="The lowest level that fails.",
)
@click.option("--select", multiple=True, help="Run only these rules.")
@click.option("--ignore", multiple=True, help="Do not run these rules.")
@click.option("--namespace", default="default", help="The namespace of objects that name none.")
def command(
    paths: tuple[str, ...],
    format_: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    namespace: str,
) -> None:
    """Check manifests: files, folders, globs, or - for standard input."""
    config = Config(select=frozenset(select), ignore=frozenset(ignore), namespace=namespace)
    try:
        result = check(paths, config)
    except NoSuchPath as error:
        click.echo(f"k8slint: no such file or folder: {printable(str(error))}", err=True)
        sys.exit(Status.FAILED)
    show(importlib.import_module(f"k8slint.report.{format_}").render(result))
    _complain(result)
    sys.exit(status_of(result, None if fail_on == "never" else Severity.named(fail_on)))


def _complain(result: Result) -> None:
    for crash in result.crashes:
        click.echo(f"k8slint: internal error in rule {crash.rule}; please report it\n{_quoted(crash.trace)}", err=True)
    if not (result.cluster.metas or result.cluster.reading.skipped_kinds):
        click.echo("k8slint: no Kubernetes object found in the input", err=True)


def _quoted(trace: str) -> str:
    """A traceback may quote a manifest: no line of it may begin as a workflow command does."""
    return "\n".join(f"  | {printable(line)}" for line in trace.splitlines())
