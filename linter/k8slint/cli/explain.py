"""`k8slint explain SOURCE DESTINATION --port PORT PATH…`"""

from __future__ import annotations

import sys
from typing import Any

import click

from k8slint.cli.completing import files
from k8slint.cli.model import load, status
from k8slint.cli.port import Port
from k8slint.cli.settings import fail, settle, with_config
from k8slint.cli.status import Status
from k8slint.live.command import Command
from k8slint.live.commands import explain_commands
from k8slint.model.port import Protocol
from k8slint.reach.ends import EndPattern, NoSuchEnd, end_of
from k8slint.reach.explain import Explanation, Question
from k8slint.reach.reachability import Reachability
from k8slint.report.commands_text import commands_json, commands_text
from k8slint.report.escape import to_json
from k8slint.report.explain_json import explanation_json
from k8slint.report.explain_text import explanation_text, verdict_text


@click.command()
@click.argument("source")
@click.argument("destination")
@click.argument("paths", nargs=-1, required=True, shell_complete=files)
@click.option("--port", type=Port(), required=True, help="The destination's port, such as 5432/TCP.")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", help="What to print.")
@click.option("--commands", "with_commands", is_flag=True, help="Print the commands that confirm it in a cluster.")
@with_config
def command(
    source: str,
    destination: str,
    paths: tuple[str, ...],
    port: tuple[int, Protocol],
    format_: str,
    with_commands: bool,
    **settings: Any,
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
    confirming = explain_commands(found) if with_commands else None
    click.echo(_json(found, confirming) if format_ == "json" else _text(found, confirming), nl=False)
    sys.exit(max(status(cluster), Status.CLEAN if found.allowed else Status.FOUND))


def _text(found: Explanation, confirming: tuple[Command, ...] | None) -> str:
    """With commands, nothing but what a shell may read."""
    return explanation_text(found) if confirming is None else commands_text(verdict_text(found), confirming)


def _json(found: Explanation, confirming: tuple[Command, ...] | None) -> str:
    commands = {} if confirming is None else {"commands": commands_json(confirming)}
    return to_json({**explanation_json(found), **commands})
