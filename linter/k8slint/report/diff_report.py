"""`k8slint diff`: what opened, what closed, what changed its ports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from k8slint.reach.clause import ALL_TRAFFIC
from k8slint.reach.difference import Change, Traffic
from k8slint.report.escape import printable
from k8slint.report.reach_json import allowed_json, traffic_texts
from k8slint.report.reach_text import markdown_cell


def diff_json(found: Iterable[Change], assumed: frozenset[str]) -> dict[str, Any]:
    """The contract's form; `assumed` are the ids of ends that are not known well enough. (contract: `diff`)"""
    found = list(found)
    return {
        "version": 1,
        "added": [_connection(c, c.after, assumed) for c in found if not c.before],
        "removed": [_connection(c, c.before, assumed) for c in found if not c.after],
        "changed": [
            {
                "source": c.source,
                "destination": c.destination,
                "before": allowed_json(c.before),
                "after": allowed_json(c.after),
            }
            for c in found
            if c.before and c.after
        ],
    }


def diff_text(found: Iterable[Change]) -> str:
    """One line a change: + opened, - closed, ~ other ports than before."""
    lines = [_line(change) for change in found]
    return "".join(f"{line}\n" for line in lines) or "no connection changes\n"


def diff_markdown(found: Iterable[Change]) -> str:
    """A table for a pull request; a sentence where nothing changes."""
    found = list(found)
    if not found:
        return diff_text(found)
    lines = ["| change | source | destination | before | after |", "|---|---|---|---|---|"]
    for c in found:
        cells = (_kind(c)[1], c.source, c.destination, _ports(c.before), _ports(c.after))
        lines.append("| " + " | ".join(markdown_cell(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _line(change: Change) -> str:
    mark, _, colour = _kind(change)
    ports = _ports(change.after or change.before)
    if change.before and change.after:
        ports = f"{_ports(change.before)} => {_ports(change.after)}"
    return click.style(f"{mark} {printable(change.source)} -> {printable(change.destination)}  {ports}", fg=colour)


def _kind(change: Change) -> tuple[str, str, str]:
    if not change.before:
        return "+", "opened", "yellow"
    return ("~", "changed", "cyan") if change.after else ("-", "closed", "green")


def _ports(traffic: Traffic) -> str:
    return "; ".join(traffic_texts(traffic)) or "nothing"


def _connection(change: Change, traffic: Traffic, assumed: frozenset[str]) -> dict[str, Any]:
    return {
        "source": change.source,
        "destination": change.destination,
        "allowed": allowed_json(traffic),
        "all": traffic == ALL_TRAFFIC,
        "verdict": "assumed" if {change.source, change.destination} & assumed else "proven",
    }
