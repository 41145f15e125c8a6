"""Reading the input of commands that ask about the network as a whole."""

from __future__ import annotations

from collections.abc import Sequence

import click

from k8slint.cli.complaint import tell
from k8slint.cli.reading import reading_of
from k8slint.cli.settings import fail
from k8slint.cli.status import Status
from k8slint.config import Config
from k8slint.inputs.at import At
from k8slint.inputs.reading import Reading
from k8slint.inputs.render.view import several, views_of
from k8slint.model.cluster import Cluster
from k8slint.parse.cluster import parse_cluster
from k8slint.report.escape import printable
from k8slint.validity.judge import verdicts


def load(paths: Sequence[str], config: Config) -> Cluster:
    """The model of some paths, which describe one network only."""
    return model_of(_only_network(read_and_tell(paths, config)), config)


def read_and_tell(paths: Sequence[str], config: Config) -> Reading:
    """What some paths hold; what cannot be read is said on standard error, and the rest is used."""
    reading = reading_of(paths, config)
    tell([*reading.faults, *(reading.context.faults if reading.context else ())])
    return reading


def model_of(reading: Reading, config: Config) -> Cluster:
    """The model of what was read; ends the command where that is nothing."""
    cluster = parse_cluster(reading, config)
    if not cluster.metas:
        fail("no Kubernetes object found in the input")
    _name_bad_policies(cluster)
    return cluster


def _only_network(reading: Reading) -> Reading:
    """The network that the input describes; ends the command where it describes several."""
    views = views_of(reading)
    if reason := several(views):
        fail(reason)
    return views[0].reading


def _name_bad_policies(cluster: Cluster) -> None:
    """What is wrong in a policy is left out of the answers, and leaving it out changes them."""
    metas = [p.meta for p in cluster.network_policies] + [p.meta for p in cluster.admin_policies]
    policies = {meta.at.document: meta for meta in metas}
    for problem in cluster.once(verdicts).invalid:
        if isinstance(problem.at, At) and (meta := policies.get(problem.at.document)):
            where = f"{problem.at.location.file}:{problem.at.location.line}:{problem.at.location.column}"
            message = f"{where}: left out of {meta.ref}: {problem.message}"
            click.echo(f"k8slint: {printable(message)}", err=True)


def status(cluster: Cluster) -> Status:
    """Status 2 where a part of the input could not be read, since that changes verdicts."""
    return Status.FAILED if cluster.reading.fatal else Status.CLEAN
