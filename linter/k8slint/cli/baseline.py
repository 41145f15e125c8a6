"""`k8slint baseline [PATH…]`"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from k8slint.baseline.entry import Entry
from k8slint.baseline.file import baseline_text
from k8slint.baseline.known import Known
from k8slint.baseline.scope import Scope
from k8slint.cli.complaint import complain, tell
from k8slint.cli.completing import files
from k8slint.cli.gate import baseline_in, named_baseline
from k8slint.cli.settings import configured, fail, settle
from k8slint.cli.status import Status, status_of
from k8slint.config import Config
from k8slint.disk import replace_file
from k8slint.engine import Result, check
from k8slint.inputs.walk import BASELINE_NAME, NoSuchPath, leads_inside
from k8slint.report.escape import printable
from k8slint.report.summary import count


@click.command()
@click.argument("paths", nargs=-1, shell_complete=files)
@click.option(
    "--baseline", metavar="FILE", shell_complete=files, help=f"Write this file instead of the nearest {BASELINE_NAME}."
)
@click.option("--prune", is_flag=True, help="Only take out what no longer occurs.")
@configured
def command(paths: tuple[str, ...], baseline: str | None, prune: bool, **settings: Any) -> None:
    """Write down the findings that there are, so that `check` reports only new ones.

    PATHS are what `check` takes, by default the working folder. Entries about what is not among them stay.
    """
    paths = paths or (".",)
    config = settle(paths, **settings)
    name = named_baseline(paths, config, baseline) or _new_name(config)
    if baseline is None and not leads_inside(name, os.path.dirname(config.source.name if config.source else name)):
        fail(f"{name} leads out of the repository: name it with --baseline if that is meant")
    known = baseline_in(name) if os.path.lexists(name) else Known(os.path.dirname(name) or ".")
    result = _checked(paths, config)
    gone = Scope.of(result, known).gone(result, known)
    kept = _kept(result, known, gone, prune)
    _write(name, kept)
    added = len(kept) + len(gone) - len(known.entries)
    changes = f"{added} added, {len(gone)} taken out"
    click.echo(f"wrote {printable(os.path.normpath(name))}: {count(len(kept), 'finding')} ({changes})")


def _new_name(config: Config) -> str:
    """Beside the configuration, or in the working folder."""
    return os.path.join(os.path.dirname(config.source.name) if config.source else "", BASELINE_NAME)


def _checked(paths: tuple[str, ...], config: Config) -> Result:
    """The findings, unless they may not be all: what could not be read may be what entries are about."""
    try:
        result = check(paths, config)
    except NoSuchPath as error:
        fail(f"no such file or folder: {error}")
    status = status_of(result, None)
    if status is not Status.CLEAN:
        complain(result)
        tell(result.cluster.reading.faults)
        click.echo("k8slint: no baseline is written", err=True)
        sys.exit(status)
    return result


def _kept(result: Result, known: Known, gone: tuple[Entry, ...], prune: bool) -> list[Entry]:
    """What is still found, what could not be found in this run, and, unless it is only pruned, what is new."""
    parted = known.part(result)
    found = parted.known if prune else result.findings
    unseen = [entry for entry in parted.gone if entry not in gone]
    return [*(Entry.of(finding, known.root) for finding in found), *unseen]


def _write(name: str, entries: list[Entry]) -> None:
    try:
        replace_file(name, baseline_text(entries).encode())
    except OSError as error:
        fail(f"{name} cannot be written: {error.strerror}")
