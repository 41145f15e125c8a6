"""`k8slint diff OLD NEW`, or `k8slint diff --git REVISION PATH…`"""

from __future__ import annotations

import sys
from typing import Any

import click

from k8slint.baseline.revision import as_configured, is_there
from k8slint.cli.completing import files
from k8slint.cli.model import status
from k8slint.cli.network import Network, Pair, State, pairs
from k8slint.cli.settings import fail, settle, with_config
from k8slint.cli.status import Status
from k8slint.config import Config
from k8slint.inputs.checkout import checked_out
from k8slint.inputs.git import NoSuchRevision
from k8slint.inputs.reading import Reading
from k8slint.parse.cluster import parse_cluster
from k8slint.reach.difference import changes
from k8slint.reach.reachability import Reachability
from k8slint.report.diff_report import Comparison, diff_json, diff_markdown, diff_text
from k8slint.report.escape import to_json


@click.command()
@click.argument("paths", nargs=-1, required=True, shell_complete=files, metavar="OLD NEW | PATH...")
@click.option(
    "--git", "revision", metavar="REVISION", help="Compare each PATH as it was in this revision with its files."
)
@click.option("--fail-on-change", is_flag=True, help="Exit with status 1 if any connection changes.")
@click.option("--format", "format_", type=click.Choice(("text", "json", "md")), default="text", help="What to print.")
@with_config
def command(paths: tuple[str, ...], revision: str | None, fail_on_change: bool, format_: str, **settings: Any) -> None:
    """Say which connections open, close, or change between two sets of manifests."""
    if revision is None and len(paths) != 2:
        fail("diff takes two paths, or any with --git")
    config = settle(paths if revision else paths[-1:], **settings)
    old, new = _both(paths, revision, config)
    if format_ == "json" and (reason := new.alternatives or old.alternatives):
        fail(reason)
    compared = [_compared(pair) for pair in pairs(old, new)]
    click.echo(_rendered(compared, format_), nl=False)
    read = max(status(each.cluster) for each in (*old.networks, *new.networks))
    differs = any(each.differs for each in compared)
    sys.exit(max(read, Status.FOUND if differs and fail_on_change else Status.CLEAN))


def _both(paths: tuple[str, ...], revision: str | None, config: Config) -> tuple[State, State]:
    if revision is None:
        old, new = paths
        return State.of([old], config, old), State.of([new], config, new)
    try:
        with checked_out(revision, paths[0]) as then:
            new_state, places = State.of(paths, config, then.repository.top), [then.at(path) for path in paths]
            there = [place for place in places if is_there(place)]
            return _before(there, as_configured(config, then), then.folder), new_state
    except NoSuchRevision as error:
        fail(str(error))


def _before(paths: list[str], config: Config, root: str) -> State:
    """What there was before: nothing where none of the paths existed."""
    if paths:
        return State.of(paths, config, root)
    return State((Network("", frozenset(), parse_cluster(Reading(), config)),))


def _compared(pair: Pair) -> Comparison:
    if pair.before is None or pair.after is None:
        return Comparison(pair.name, is_new=pair.before is None, is_gone=pair.after is None)
    before, after = Reachability.of(pair.before.cluster), Reachability.of(pair.after.cluster)
    found = changes(before.connections(), after.connections())
    return Comparison(pair.name, tuple(found), before.assumed | after.assumed)


def _rendered(compared: list[Comparison], format_: str) -> str:
    if format_ == "json":
        return to_json(diff_json(compared[0].changes, compared[0].assumed))
    return diff_markdown(compared) if format_ == "md" else diff_text(compared)
