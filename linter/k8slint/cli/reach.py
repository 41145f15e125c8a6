"""`k8slint reach PATH…`"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import click

from k8slint.cli.completing import files
from k8slint.cli.doors import rendered as doors_rendered
from k8slint.cli.exposure import rendered as exposed
from k8slint.cli.model import load, status
from k8slint.cli.port import Port
from k8slint.cli.settings import fail, settle, with_config
from k8slint.cli.status import Status
from k8slint.model.port import Protocol
from k8slint.reach.clause import Span
from k8slint.reach.connection import Connection
from k8slint.reach.ends import EndPattern, Filter, NoSuchEnd, end_of
from k8slint.reach.explain import Explanation, Question
from k8slint.reach.reachability import Reachability
from k8slint.report import reach_graph, reach_text
from k8slint.report.escape import to_json
from k8slint.report.explain_json import query_json
from k8slint.report.reach_json import reach_json

FORMATS: dict[str, Callable[[Iterable[Connection]], str]] = {
    "text": reach_text.text,
    "csv": reach_text.csv_text,
    "md": reach_text.markdown,
    "dot": reach_graph.dot,
    "mermaid": reach_graph.mermaid,
    "svg": reach_graph.svg,
}


@click.command()
@click.argument("paths", nargs=-1, required=True, shell_complete=files)
@click.option("--from", "source", metavar="WHO", help="Only from this workload (* allowed), address or CIDR.")
@click.option("--to", "destination", metavar="WHO", help="Only to this workload (* allowed), address or CIDR.")
@click.option("--port", type=Port(), help="Only this port, such as 5432/TCP.")
@click.option("--namespace", help="Only connections with an end in this namespace.")
@click.option("--format", "format_", type=click.Choice(["json", *FORMATS]), default="text", help="What to print.")
@click.option("--exposure", is_flag=True, help="Say who that is not declared may reach each workload.")
@click.option("--egress", is_flag=True, help="With --exposure: also whom each workload may reach.")
@click.option("--doors", is_flag=True, help="Say which ways lead in from outside, and which of them policies close.")
@with_config
def command(
    paths: tuple[str, ...],
    source: str | None,
    destination: str | None,
    port: tuple[int, Protocol] | None,
    namespace: str | None,
    format_: str,
    exposure: bool,
    egress: bool,
    doors: bool,
    **settings: Any,
) -> None:
    """Say who may connect to whom, and at which ports.

    With --from, --to and --port naming one connection, the exit status is 1 if it is denied.
    """
    if egress and not exposure:
        fail("--egress needs --exposure")
    if exposure and port:
        fail("--exposure tells of every port: leave out --port")
    if doors and (exposure or port or source):
        fail("--doors goes with --to, --namespace and --format only")
    cluster = load(paths, settle(paths, **settings))
    reach = Reachability.of(cluster)
    wanted = Filter(_pattern(source), _pattern(destination), namespace)
    if exposure:
        click.echo(exposed(cluster, reach, wanted, egress, format_), nl=False)
        sys.exit(status(cluster))
    if doors:
        click.echo(doors_rendered(cluster, reach, wanted, format_), nl=False)
        sys.exit(status(cluster))
    found = [c for c in reach.connections(wanted.opens, wanted.receives) if wanted.admits(c)]
    if port:
        found = list(_at_port(found, *port))
    asked = _question(reach, wanted, port) if port else None
    try:
        click.echo(_rendered(reach, found, asked, format_), nl=False)
    except reach_graph.NoGraphviz as error:
        fail(str(error))
    sys.exit(max(status(cluster), Status.FOUND if asked and not asked.allowed else Status.CLEAN))


def _rendered(reach: Reachability, found: list[Connection], asked: Explanation | None, format_: str) -> str:
    if format_ != "json":
        return FORMATS[format_](found)
    query = {"query": query_json(asked)} if asked else {}
    return to_json({**reach_json(reach, found), **query})


def _pattern(text: str | None) -> EndPattern | None:
    return None if text is None else EndPattern(text)


def _question(reach: Reachability, wanted: Filter, port: tuple[int, Protocol]) -> Explanation | None:
    """The one connection that is asked for, if it is one."""
    if wanted.source is None or wanted.destination is None:
        return None
    try:
        ends = end_of(wanted.source, reach.endpoints), end_of(wanted.destination, reach.endpoints)
    except NoSuchEnd as error:
        if any("*" in pattern.text for pattern in (wanted.source, wanted.destination)):
            return None
        fail(str(error))
    return Question(reach, *ends, port[1], port[0]).explain()


def _at_port(connections: Iterable[Connection], number: int, protocol: Protocol) -> Iterator[Connection]:
    for connection in connections:
        if any(span.protocol is protocol and span.first <= number <= span.last for span in connection.traffic):
            yield replace(connection, traffic=(Span(protocol, number, number),))
