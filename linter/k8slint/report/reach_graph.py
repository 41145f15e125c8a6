"""`k8slint reach` as a drawing: Graphviz's DOT, Mermaid, and SVG through Graphviz where it is installed."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable

from k8slint.reach.connection import Connection
from k8slint.report.escape import printable
from k8slint.report.reach_text import rows_of


class NoGraphviz(Exception):
    """Graphviz's `dot` is not installed, or could not draw."""


def dot(connections: Iterable[Connection]) -> str:
    """A directed graph; namespaces are clusters."""
    rows = list(rows_of(connections))
    lines = ["digraph reach {", "  rankdir=LR;", "  node [shape=box, fontname=sans];", "  edge [fontname=sans];"]
    for namespace, ends in sorted(_by_namespace(rows).items()):
        inside = " ".join(f"{_quoted(end)};" for end in ends)
        head = f"subgraph {_quoted('cluster_' + namespace)} {{ label={_quoted(namespace)};"
        lines.append(f"  {head} {inside} }}" if namespace else f"  {inside}")
    lines += (f"  {_quoted(source)} -> {_quoted(target)} [label={_quoted(ports)}];" for source, target, ports in rows)
    return "\n".join([*lines, "}"]) + "\n"


def mermaid(connections: Iterable[Connection]) -> str:
    """A flowchart, as GitHub shows it in Markdown."""
    rows = list(rows_of(connections))
    names = {end: f"n{i}" for i, end in enumerate(sorted({end for row in rows for end in row[:2]}))}
    lines = ["flowchart LR", *(f"  {name}[{_label(end)}]" for end, name in names.items())]
    lines += (f"  {names[source]} -->|{_label(ports)}| {names[target]}" for source, target, ports in rows)
    return "\n".join(lines) + "\n"


def svg(connections: Iterable[Connection]) -> str:
    """A picture.

    Raises:
        NoGraphviz: `dot` is not installed, or took too long, or failed.
    """
    program = shutil.which("dot")
    if program is None:
        raise NoGraphviz("svg needs Graphviz: its program dot is not installed")
    command = [program, "-Tsvg"]
    try:
        done = subprocess.run(command, input=dot(connections), capture_output=True, text=True, timeout=60, check=True)
    except subprocess.SubprocessError as error:
        raise NoGraphviz(f"Graphviz could not draw this: {error}") from None
    return done.stdout


def _by_namespace(rows: Iterable[tuple[str, str, str]]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for end in (end for row in rows for end in row[:2]):
        parts = end.split("/")
        namespace = parts[0] if len(parts) == 3 and not end[0].isdigit() else ""
        found.setdefault(namespace, set()).add(end)
    return {namespace: sorted(ends) for namespace, ends in found.items()}


def _quoted(text: str) -> str:
    return json.dumps(printable(text), ensure_ascii=False).replace("\\\\", "\\\\\\\\")


def _label(text: str) -> str:
    """Mermaid takes HTML entities with # for &."""
    escaped = "".join(c if c.isalnum() or c in " -_./:,;" else f"#{ord(c)};" for c in printable(text))
    return f'"{escaped}"'
