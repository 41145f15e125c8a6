"""`k8slint explain`: for people, from the verdict down to each clause that was tried."""

from __future__ import annotations

from collections.abc import Iterator

import click

from k8slint.inputs.at import Location
from k8slint.reach.clause import Network
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.explain import Explanation, Side, Step
from k8slint.report.escape import printable


def explanation_text(explanation: Explanation) -> str:
    """The explanation with colours; whoever prints it strips them where they do not belong."""
    ends = f"{end_name(explanation.source)} -> {end_name(explanation.destination)}"
    line = f"{ends} {explanation.protocol} {explanation.port}: {_verdict(explanation.allowed)}"
    return "\n".join([line, *(text for side in explanation.sides for text in _side(side))]) + "\n"


def verdict_text(explanation: Explanation) -> str:
    """The answer in a sentence."""
    ends = f"{end_name(explanation.source)} to {end_name(explanation.destination)}"
    refused = "".join(f", {side.reason}" for side in explanation.sides if not side.allowed)
    said = f"denied{refused}" if refused else "allowed"
    return f"{ends}, {explanation.protocol} {explanation.port}: {said}"


def end_name(end: Endpoint | Network) -> str:
    """An endpoint's id, or an address without its prefix length."""
    return printable(end.id) if isinstance(end, Endpoint) else str(end.network_address)


def _verdict(allowed: bool) -> str:
    return click.style("allowed" if allowed else "denied", fg="green" if allowed else "red", bold=True)


def _side(side: Side) -> Iterator[str]:
    yield ""
    yield f"{side.direction} of {end_name(side.end)}: {_verdict(side.allowed)} {printable(side.reason)}"
    for isolation in side.isolations:
        yield f"  isolated by {printable(str(isolation.policy.ref))}  {_place(isolation.at.location)}"
    for step in side.steps:
        yield from _step(step)


def _step(step: Step) -> Iterator[str]:
    clause = step.clause
    mark = click.style("*", fg="cyan") if step.decisive else " "
    said = "does not match" if step.missed else f"matches: {clause.effect}"
    name = f"{clause.policy.ref}, {clause.direction} rule {clause.index + 1}"
    yield f"{mark} {printable(name)} {said}  {_place(clause.at.location)}"
    if step.missed:
        yield f"      {printable(str(step.missed))}"


def _place(location: Location) -> str:
    return f"{printable(location.file)}:{location.line}:{location.column}"
