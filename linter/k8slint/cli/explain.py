"""`k8slint explain SOURCE DESTINATION --port PORT PATH…`"""

from __future__ import annotations

import sys
from typing import Any

import click

from k8slint.cli.model import load, status
from k8slint.cli.port import Port
from k8slint.cli.settings import fail, settle, with_config
from k8slint.cli.status import Status
from k8slint.model.port import Protocol
from k8slint.reach.ends import EndPattern, NoSuchEnd, end_of
from k8slint.reach.explain import Question
from k8slint.reach.reachability import Reachability
from k8slint.report.escape import to_json
from k8slint.report.explain_json import explanation_json
from k8slint.report.explain_text import explanation_text


@click.command()
@click.argument("source")
@click.argument("destination")
@click.argument("paths", nargs=-1, required=True)
@click.option("--port", type=Port(), required=True, help="The destination's port, such as 5432/TCP.")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", help="What to print.")
@with_config
def command(
    source: str, destination: str, paths: tuple[str, ...], port: tuple[int, Protocol], format_: str, **settings: Any
) -> None:
    """Say why SOURCE may or may not connect to DESTINATION.

    Each is a workload (cart, shop/cart, shop/Deployment/cart) or an address. Every policy rule that was tried is
    shown, first to last, in both directions; * marks those that decided. The exit status is 1 if it is denied.
    """
    cluster = load(paths, settle(paths, **settings))
    reach = Reachability.of(cluster)
    try:
        ends = end_of(EndPattern(source), reach.endpoints), end_of(EndPattern(destination), reach.endpoints)
    except NoSuchEnd as error:
        fail(str(error))
    found = Question(reach, *ends, port[1], port[0]).explain()
    as_json = format_ == "json"
    click.echo(to_json(explanation_json(found)) if as_json else explanation_text(found), nl=False)
    sys.exit(max(status(cluster), Status.CLEAN if found.allowed else Status.FOUND))
