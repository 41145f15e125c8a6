"""`k8slint path SOURCE DESTINATION PATH…`"""

from __future__ import annotations

import sys
from typing import Any

import click

from k8slint.cli.completing import files
from k8slint.cli.model import load, status
from k8slint.cli.settings import configured, fail, settle
from k8slint.cli.status import Status
from k8slint.live.command import Command
from k8slint.live.commands import commands
from k8slint.path import graph
from k8slint.path.arrive import arrivals
from k8slint.path.path import Path
from k8slint.path.question import paths_between
from k8slint.reach.ends import NoSuchEnd
from k8slint.report.commands_text import commands_json, commands_text
from k8slint.report.escape import to_json
from k8slint.report.path_json import paths_json
from k8slint.report.path_text import path_verdict, paths_text


@click.command()
@click.argument("ends", nargs=-1, required=True, shell_complete=files, metavar="SOURCE DESTINATION PATH… | URL PATH…")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", help="What to print.")
@click.option("--through", is_flag=True, help="Follow the calls of one workload after the other; SOURCE may be a URL.")
@click.option("--commands", "with_commands", is_flag=True, help="Print the commands that confirm it in a cluster.")
@configured
def command(ends: tuple[str, ...], format_: str, through: bool, with_commands: bool, **settings: Any) -> None:
    """Follow a connection hop by hop, and name the first that breaks.

    From a workload (cart, shop/cart, shop/Deployment/cart) to a Service, a name in the cluster or another workload,
    with a port where it is not the one that the workload is configured to call: redis, shop/redis:6379,
    redis.shop.svc:6379. Or from outside: https://shop.example/cart, through DNS, balancer or node port, ingress or
    gateway, route, Service and policies. The exit status is 1 if a hop is broken.
    """
    ask = graph.through if through else paths_between
    asked, paths = _parted(ends, by_url="://" in ends[0] and not through)
    cluster = load(paths, settle(paths, **settings))
    try:
        found = arrivals(cluster, asked[0]) if len(asked) == 1 else ask(cluster, asked[0], asked[1])
    except (NoSuchEnd, graph.NoWay, ValueError) as error:
        fail(str(error))
    confirming = [commands(cluster, path) for path in found] if with_commands else []
    click.echo(_json(found, confirming) if format_ == "json" else _text(found, confirming), nl=False)
    sys.exit(max(status(cluster), Status.FOUND if any(path.broken for path in found) else Status.CLEAN))


def _parted(ends: tuple[str, ...], *, by_url: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is asked about, and the paths to read; ends the command where there are none."""
    count = 1 if by_url else 2
    if len(ends) <= count:
        fail("path takes a URL, or a source and a destination, and then the files or folders to read")
    return ends[:count], ends[count:]


def _text(paths: tuple[Path, ...], confirming: list[tuple[Command, ...]]) -> str:
    """With commands, nothing but what a shell may read."""
    if not confirming:
        return paths_text(paths)
    return "\n".join(commands_text(path_verdict(path), found) for path, found in zip(paths, confirming, strict=True))


def _json(paths: tuple[Path, ...], confirming: list[tuple[Command, ...]]) -> str:
    answer = paths_json(paths)
    for path, found in zip(answer["paths"], confirming, strict=False):
        path["commands"] = commands_json(found)
    return to_json(answer)
