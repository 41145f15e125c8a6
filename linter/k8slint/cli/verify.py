"""`k8slint verify ASSERTIONS PATH…`"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import click

from k8slint.cli.completing import files
from k8slint.cli.model import load, status
from k8slint.cli.output import show
from k8slint.cli.settings import settle, with_config
from k8slint.cli.status import Status
from k8slint.engine import check_cluster
from k8slint.reach.inference import infer
from k8slint.reach.reachability import Reachability
from k8slint.report.text import render

RULES = frozenset({"assertion-violated", "assertion-vacuous"})


@click.command()
@click.argument("paths", nargs=-1, required=True, shell_complete=files, metavar="[ASSERTIONS] PATH...")
@click.option("--infer", "inferred", is_flag=True, help="Print a first file of assertions from the present state.")
@with_config
def command(paths: tuple[str, ...], inferred: bool, **settings: Any) -> None:
    """Check reachability assertions against manifests.

    ASSERTIONS is a file of kind ReachabilityAssertions; PATH is what `check` takes, and may hold assertions, too. The
    exit status is 1 if one does not hold. `check` verifies those that it meets as well.
    """
    config = replace(settle(paths, **settings), select=RULES, ignore=frozenset())
    cluster = load(paths, config)
    if inferred:
        show(infer(Reachability.of(cluster)))
        sys.exit(status(cluster))
    result = check_cluster(cluster)
    said = sum(len(group.assertions) for group in cluster.assertions)
    show(render(result))
    failed = sum(finding.rule == "assertion-violated" for finding in result.findings)
    click.echo(f"{said - failed} of {said} assertions hold")
    found = Status.INTERNAL if result.crashes else Status.FOUND if failed else Status.CLEAN
    sys.exit(max(status(cluster), found if said else Status.FAILED))
