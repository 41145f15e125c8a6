"""`k8slint check PATH…`"""

from __future__ import annotations

import importlib
import sys
from dataclasses import replace
from typing import Any

import click

from k8slint.cli.bar import progress_bar
from k8slint.cli.complaint import complain
from k8slint.cli.completing import files, rules
from k8slint.cli.gate import Passed, gate
from k8slint.cli.options import allow, fixing, gated
from k8slint.cli.output import show
from k8slint.cli.reading import reading_of
from k8slint.cli.settings import configured, fail, rules_named, settle
from k8slint.cli.status import status_of
from k8slint.cli.watch import note_read, watch
from k8slint.config import Config
from k8slint.engine import Result, check_reading
from k8slint.finding import Severity
from k8slint.inputs.reading import Reading

FORMATS = ("text", "json", "sarif", "github", "junit", "markdown", "html")
LEVELS = ("error", "warning", "info", "never")


@click.command()
@click.argument("paths", nargs=-1, required=True, shell_complete=files)
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", help="What to print.")
@click.option("--output", metavar="FILE", shell_complete=files, help="Write the report to a file.")
@click.option("--color/--no-color", default=None, help="Colours, whatever the terminal and NO_COLOR say.")
@click.option("--fail-on", type=click.Choice(LEVELS), help="The lowest level that fails.  [default: error]")
@click.option("--select", multiple=True, metavar="RULE,…", shell_complete=rules, help="Run only these rules.")
@click.option("--ignore", multiple=True, metavar="RULE,…", shell_complete=rules, help="Do not run these rules.")
@click.option("--watch", "watching", is_flag=True, help="Check again each time when the files change.")
@click.option("--no-cache", is_flag=True, help="Use nothing that an earlier run kept, and keep nothing.")
@gated
@fixing
@configured
def command(
    paths: tuple[str, ...],
    format_: str,
    output: str | None,
    color: bool | None,
    fail_on: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    watching: bool,
    no_cache: bool,
    baseline: str | None,
    no_baseline: bool,
    diff_base: str | None,
    fix: bool,
    dry_run: bool,
    unsafe_fixes: bool,
    **settings: Any,
) -> None:
    """Check manifests: files, folders, globs, or - for standard input."""
    allow(paths, fix, dry_run, unsafe_fixes)
    if watching and fix:
        fail("--watch does not go with --fix")
    if watching:
        context = click.get_current_context()
        others = (*settings["context_from"], *filter(None, (settings["config"], baseline)))
        watch(paths, others, output, lambda: context.invoke(command, **{**context.params, "watching": False}))
    selected, ignored = rules_named("--select", select), rules_named("--ignore", ignore)
    config = replace(settle(paths, **settings), select=selected, ignore=ignored)
    with progress_bar() as progress:
        reading = reading_of(paths, config, progress, is_cached=not no_cache)
        note_read(reading)
        result = check_reading(reading, config, progress)
    passed = gate(result, paths, baseline, no_baseline, diff_base)
    result = _mended(reading, config, passed, unsafe_fixes, dry_run) if fix else passed(result)
    if not dry_run:
        _report(result, format_, output, color)
    complain(result)
    level = fail_on or config.fail_on
    sys.exit(status_of(result, None if level == "never" else Severity.named(level)))


def _mended(reading: Reading, config: Config, passed: Passed, unsafe: bool, dry_run: bool) -> Result:
    from k8slint.cli.fix import mended
    from k8slint.fix.mend import Mender

    return mended(Mender(reading, config, unsafe, passed), dry_run)


def _report(result: Result, format_: str, output: str | None, color: bool | None) -> None:
    text = importlib.import_module(f"k8slint.report.{format_}").render(result)
    try:
        show(text, output, color)
    except OSError as error:
        fail(f"{output} cannot be written: {error.strerror}")
