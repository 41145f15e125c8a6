"""Reading the input of commands that ask about the network as a whole."""

from __future__ import annotations

from collections.abc import Sequence

import click

from k8slint.cli.settings import fail
from k8slint.cli.status import Status
from k8slint.config import Config
from k8slint.inputs.at import At
from k8slint.inputs.read import read
from k8slint.inputs.render.view import views_of
from k8slint.inputs.walk import NoSuchPath
from k8slint.model.cluster import Cluster
from k8slint.parse.cluster import parse_cluster
from k8slint.report.escape import printable
from k8slint.validity.judge import verdicts


def load(paths: Sequence[str], config: Config) -> Cluster:
    """The model of some paths; what cannot be read is said on standard error, and the rest is used."""
    try:
        reading = read(paths, config.paths, config.rendering)
    except NoSuchPath as error:
        fail(f"no such file or folder: {error}")
    for fault in reading.faults:
        if fault.fatal:
            place = f"{fault.at.file}:{fault.at.line}:{fault.at.column}"
            click.echo(f"k8slint: {printable(place)}: {printable(fault.message)}", err=True)
    views = views_of(reading)
    if len(views) > 1:
        names = ", ".join(view.name for view in views)
        fail(f"the input describes {len(views)} networks, overlays of the same base: name the folder of one ({names})")
    cluster = parse_cluster(views[0].reading, config)
    if not cluster.metas:
        fail("no Kubernetes object found in the input")
    _name_bad_policies(cluster)
    return cluster


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
