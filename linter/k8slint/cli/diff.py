"""`k8slint diff OLD NEW`, or `k8slint diff --git REVISION PATH…`"""

from __future__ import annotations

import sys
from typing import Any

import click

from k8slint.baseline.revision import as_configured, is_there
from k8slint.cli.model import load, status
from k8slint.cli.settings import fail, settle, with_config
from k8slint.cli.status import Status
from k8slint.config import Config
from k8slint.inputs.checkout import checked_out
from k8slint.inputs.git import NoSuchRevision
from k8slint.inputs.reading import Reading
from k8slint.model.cluster import Cluster
from k8slint.parse.cluster import parse_cluster
from k8slint.reach.difference import Change, changes
from k8slint.reach.reachability import Reachability
from k8slint.report.diff_report import diff_json, diff_markdown, diff_text
from k8slint.report.escape import to_json


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="OLD NEW | PATH...")
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
    before, after = Reachability.of(old), Reachability.of(new)
    found = changes(before.connections(), after.connections())
    click.echo(_rendered(found, format_, before.assumed | after.assumed), nl=False)
    sys.exit(max(status(old), status(new), Status.FOUND if found and fail_on_change else Status.CLEAN))


def _both(paths: tuple[str, ...], revision: str | None, config: Config) -> tuple[Cluster, Cluster]:
    if revision is None:
        return load(paths[:1], config), load(paths[1:], config)
    try:
        with checked_out(revision, paths[0]) as then:
            new, places = load(paths, config), [then.at(path) for path in paths]
            return _loaded([place for place in places if is_there(place)], as_configured(config, then)), new
    except NoSuchRevision as error:
        fail(str(error))


def _loaded(paths: list[str], config: Config) -> Cluster:
    """What there was before: nothing where none of the paths existed."""
    return load(paths, config) if paths else parse_cluster(Reading(), config)


def _rendered(found: list[Change], format_: str, assumed: frozenset[str]) -> str:
    if format_ == "json":
        return to_json(diff_json(found, assumed))
    return diff_markdown(found) if format_ == "md" else diff_text(found)
