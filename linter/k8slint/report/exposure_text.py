"""`k8slint reach --exposure` for people: text and Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from k8slint.model.network_policy import Direction
from k8slint.reach.exposure import Exposure
from k8slint.report.escape import printable
from k8slint.report.exposure_words import rows
from k8slint.report.reach_text import markdown_cell

_TOWARDS = {Direction.INGRESS: "from", Direction.EGRESS: "to"}


def text(exposures: Iterable[Exposure]) -> str:
    """A workload and its ports on one line, under it who gets through."""
    lines = [line for exposure in exposures for line in _lines(exposure)]
    return "".join(f"{printable(line)}\n" for line in lines) or "no workload is declared\n"


def _lines(exposure: Exposure) -> Iterable[str]:
    towards = _TOWARDS[exposure.direction]
    for (id_, ports), group in groupby(rows(exposure), key=lambda row: row[:2]):
        told = [f"{towards} {who}{f'; {remark}' if remark else ''}" for _, _, who, remark in group]
        if exposure.openings:
            yield f"{id_}  {ports}"
            yield from (f"  {line}" for line in told)
        else:
            yield from (f"{id_}  {ports} {line}" for line in told)


def markdown(exposures: Iterable[Exposure]) -> str:
    """A table."""
    lines = ["| workload | ports | direction | who | remark |", "|---|---|---|---|---|"]
    for exposure in exposures:
        for id_, ports, who, remark in rows(exposure):
            cells = (id_, ports, f"{_TOWARDS[exposure.direction]}", who, remark)
            lines.append("| " + " | ".join(map(markdown_cell, cells)) + " |")
    return "\n".join(lines) + "\n"
