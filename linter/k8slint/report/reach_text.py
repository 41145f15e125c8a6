"""`k8slint reach` for people and spreadsheets: text, csv and Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from k8slint.reach.block import Block, blocks_of
from k8slint.reach.clause import Network
from k8slint.reach.connection import Connection
from k8slint.reach.endpoint import Endpoint
from k8slint.report.escape import printable
from k8slint.report.reach_json import end_text, traffic_texts

_HEADER = ("source", "destination", "allowed")


def text(connections: Iterable[Connection]) -> str:
    """One line a pair, in columns."""
    rows = sorted((printable(end_words(c.source)), printable(end_words(c.destination)), _ports(c)) for c in connections)
    if not rows:
        return "no connection is allowed\n"
    first, second = (max(len(row[i]) for row in rows) for i in (0, 1))
    return "".join(f"{source:{first}} -> {target:{second}}  {ports}\n" for source, target, ports in rows)


def csv_text(connections: Iterable[Connection]) -> str:
    """Comma-separated values with a header. A cell that a spreadsheet would run as a formula is quoted with '."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows(tuple(map(_cell, row)) for row in rows_of(connections))
    return out.getvalue()


def markdown(connections: Iterable[Connection]) -> str:
    """A table."""
    lines = ["| " + " | ".join(_HEADER) + " |", "|---" * len(_HEADER) + "|"]
    lines += ("| " + " | ".join(map(markdown_cell, row)) + " |" for row in rows_of(connections))
    return "\n".join(lines) + "\n"


def rows_of(connections: Iterable[Connection]) -> Iterator[tuple[str, str, str]]:
    """Source, destination and ports as text, sorted by the ends."""
    yield from sorted((end_text(c.source), end_text(c.destination), _ports(c)) for c in connections)


def _ports(connection: Connection) -> str:
    return "; ".join(traffic_texts(connection.traffic))


def end_words(end: Endpoint | tuple[Network, ...]) -> str:
    """Addresses are told by what is left out where that is shorter: `0.0.0.0/0 but 10.0.0.0/8`."""
    return end.id if isinstance(end, Endpoint) else ", ".join(map(_block, blocks_of(end)))


def _block(block: Block) -> str:
    return f"{block.network} but {','.join(map(str, block.excepts))}" if block.excepts else str(block.network)


def _cell(value: str) -> str:
    return f"'{value}" if value[:1] in ("=", "+", "-", "\t") else printable(value)


def markdown_cell(value: str) -> str:
    """A cell of a Markdown table that shows a text as it is."""
    return printable(value).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
