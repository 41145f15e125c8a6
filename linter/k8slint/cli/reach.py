"""`k8slint reach PATH…`"""

from __future__ import annotations

import json
from typing import Any

import click

from k8slint.cli.settings import configured, fail, settle
from k8slint.inputs.read import read
from k8slint.inputs.walk import NoSuchPath
from k8slint.parse.cluster import parse_cluster
from k8slint.reach.reachability import Reachability
from k8slint.report.reach_json import reach_json


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--format", "format_", type=click.Choice(("json",)), default="json", help="What to print.")
@configured
def command(paths: tuple[str, ...], format_: str, **settings: Any) -> None:
    """Say who may connect to whom."""
    config = settle(paths, **settings)
    try:
        cluster = parse_cluster(read(paths, config.paths), config)
    except NoSuchPath as error:
        fail(f"no such file or folder: {error}")
    reach = Reachability.of(cluster)
    click.echo(json.dumps(reach_json(reach, reach.connections()), indent=2))
