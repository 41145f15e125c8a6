"""`k8slint path SOURCE DESTINATION PATH…`"""

from __future__ import annotations

import sys
from typing import Any

import click

from k8slint.cli.model import load, status
from k8slint.cli.settings import configured, fail, settle
from k8slint.cli.status import Status
from k8slint.path.question import paths_between
from k8slint.reach.ends import NoSuchEnd
from k8slint.report.escape import to_json
from k8slint.report.path_json import paths_json
from k8slint.report.path_text import paths_text


@click.command()
@click.argument("source")
@click.argument("destination")
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", help="What to print.")
@configured
def command(source: str, destination: str, paths: tuple[str, ...], format_: str, **settings: Any) -> None:
    """Follow the connection of a workload to a Service hop by hop: name, port, endpoints, target port, policies, DNS.

    SOURCE is a workload (cart, shop/cart, shop/Deployment/cart), DESTINATION a Service, a name in the cluster or a
    workload, with a port where it is not the one that SOURCE is configured to call: redis, shop/redis:6379,
    redis.shop.svc:6379. The exit status is 1 if a hop is broken.
    """
    cluster = load(paths, settle(paths, **settings))
    try:
        found = paths_between(cluster, source, destination)
    except NoSuchEnd as error:
        fail(str(error))
    click.echo(to_json(paths_json(found)) if format_ == "json" else paths_text(found), nl=False)
    sys.exit(max(status(cluster), Status.FOUND if any(path.broken for path in found) else Status.CLEAN))
