"""`k8slint reach PATH…`"""

from __future__ import annotations

import json
import sys

import click

from k8slint.cli.status import Status
from k8slint.config import Config
from k8slint.inputs.read import read
from k8slint.inputs.walk import NoSuchPath
from k8slint.parse.cluster import parse_cluster
from k8slint.reach.reachability import Reachability
from k8slint.report.reach_json import reach_json


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", "format_", type=click.Choice(("json",)), default="json", help="What to print.")
def command(paths: tuple[str, ...], format_: str) -> None:
    """Say who may connect to whom."""
    try:
        cluster = parse_cluster(read(paths), Config())
    except NoSuchPath as error:
        click.echo(f"k8slint: no such file or folder: {error}", err=True)
        sys.exit(Status.FAILED)
    reach = Reachability.of(cluster)
    click.echo(json.dumps(reach_json(reach, reach.connections()), indent=2))
