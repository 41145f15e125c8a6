"""`k8slint diff`: what opened, what closed, what changed its ports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from k8slint.reach.clause import ALL_TRAFFIC
from k8slint.reach.difference import Change, Traffic
from k8slint.record import dataclass
from k8slint.report.escape import printable
from k8slint.report.markup import prose
from k8slint.report.reach_json import allowed_json, traffic_texts
from k8slint.report.reach_text import markdown_cell

_NOTHING = "no connection changes\n"


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


@dataclass(frozen=True)
class Comparison:
    """One network in two states; `name` is empty where there is no other one. `assumed` are ends that are not known
    well enough.
    """

    name: str
    changes: tuple[Change, ...] = ()
    assumed: frozenset[str] = frozenset()
    is_new: bool = False
    is_gone: bool = False

    @property
    def differs(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.changes or self.is_new or self.is_gone)

    @property
    def whole(self) -> str:
        """What is to say of the network as a whole, if it came or went."""
        return "a new network" if self.is_new else "no longer there" if self.is_gone else ""


def diff_text(compared: Iterable[Comparison]) -> str:
    """One line a change: + opened, - closed, ~ other ports than before; below its name where there are several."""
    lines: list[str] = []
    for each in filter(lambda each: each.differs, compared):
        lines += [f"{printable(each.name)}: {each.whole}".rstrip()] if each.name else []
        lines += [_line(change) for change in each.changes]
    return "".join(f"{line}\n" for line in lines) or _NOTHING


def diff_markdown(compared: Iterable[Comparison]) -> str:
    """A table a network for a pull request; a sentence where nothing changes."""
    parts = [_section(each) for each in compared if each.differs]
    return "\n".join(parts) or _NOTHING


def _section(compared: Comparison) -> str:
    title = f"#### {prose(compared.name)}\n\n" if compared.name else ""
    return title + (_table(compared.changes) if compared.changes else f"{compared.whole}\n")


def _table(found: Iterable[Change]) -> str:
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
