"""`k8slint suggest PATH…`"""

from __future__ import annotations

import sys
from typing import Any

import click

from k8slint.cli.completing import files
from k8slint.cli.model import load, status
from k8slint.cli.output import show
from k8slint.cli.settings import fail, settle, with_config
from k8slint.model.cluster import Cluster
from k8slint.reach.ends import EndPattern
from k8slint.reach.reachability import Reachability
from k8slint.report.suggest_yaml import suggestions
from k8slint.suggest.policy import suggest


@click.command()
@click.argument("paths", nargs=-1, required=True, shell_complete=files)
@click.option("--workload", "names", multiple=True, metavar="WHO", help="Only for this workload (* allowed).")
@click.option("--namespace", help="Only for workloads of this namespace.")
@click.option("--output", metavar="FILE", shell_complete=files, help="Write the policies to a file.")
@with_config
def command(
    paths: tuple[str, ...], names: tuple[str, ...], namespace: str | None, output: str | None, **settings: Any
) -> None:
    """Write NetworkPolicies that admit what the input asks for, and nothing else.

    For each workload one policy with what it is configured to call, who is configured to call it, its front doors, the
    platform and DNS; for each namespace one that refuses the rest. A comment at each rule says what asks for it: read
    them, for what applications do without saying so in their configuration is not there.
    """
    cluster = load(paths, settle(paths, **settings))
    wanted = [w for w in cluster.workloads if namespace in (None, w.namespace)]
    if names:
        wanted = [w for w in wanted if w.id in _named(cluster, names)]
    policies = suggest(cluster, wanted)
    if not policies:
        fail("no workload here that a NetworkPolicy could be for")
    try:
        show(suggestions(policies), output)
    except OSError as error:
        fail(f"{output} cannot be written: {error.strerror}")
    sys.exit(status(cluster))


def _named(cluster: Cluster, names: tuple[str, ...]) -> frozenset[str]:
    """The ids of the workloads that the names mean; ends the command at one that means none."""
    endpoints = cluster.once(Reachability.of).endpoints
    found: set[str] = set()
    for name in names:
        pattern = EndPattern(name)
        fitting = {endpoint.id for endpoint in endpoints if pattern.matches(endpoint)}
        if not fitting:
            fail(f"no workload is named {name}")
        found |= fitting
    return frozenset(found)
