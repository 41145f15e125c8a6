"""`k8slint path`: a line a hop, with how it stands and where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from k8slint.finding import Related
from k8slint.inputs.at import At
from k8slint.path.hop import Hop, State
from k8slint.path.path import Path
from k8slint.report.escape import printable

WORDS = {State.PROVEN: "ok", State.ASSUMED: "assumed", State.UNKNOWN: "unknown", State.BROKEN: "broken"}
_COLOURS = {State.PROVEN: "green", State.ASSUMED: "cyan", State.UNKNOWN: "yellow", State.BROKEN: "red"}


def paths_text(paths: Iterable[Path]) -> str:
    """The paths with colours; whoever prints them strips those where they do not belong."""
    return "\n\n".join("\n".join(_path(path)) for path in paths) + "\n"


def path_verdict(path: Path) -> str:
    """The answer in a sentence."""
    broken = f"broken at the {path.broken.kind}, {path.broken.text}" if path.broken else WORDS[path.state]
    return f"{path.source} to {path.destination}: {broken}"


def _path(path: Path) -> Iterator[str]:
    yield f"{printable(path.source)} -> {printable(path.destination)}: {verdict(path)}"
    widest = max((len(hop.kind) for hop in path.hops), default=0)
    for hop in path.hops:
        yield from _hop(hop, widest)


def verdict(path: Path) -> str:
    """How the path stands, in a word or two."""
    text = WORDS[path.state] if path.broken is None else f"broken at the {path.broken.kind}"
    return click.style(text, fg=_COLOURS[path.state], bold=True)


def _hop(hop: Hop, widest: int) -> Iterator[str]:
    word = click.style(f"{WORDS[hop.state]:<7}", fg=_COLOURS[hop.state])
    yield f"  {word}  {hop.kind:<{widest}}  {printable(hop.text)}{_place(hop.at)}"
    yield from (f"  {'':<7}  {'':<{widest}}    {_related(related)}" for related in hop.related)


def _related(related: Related) -> str:
    at = related.location
    return f"see {printable(at.file)}:{at.line}:{at.column}  {printable(related.message)}"


def _place(at: At | None) -> str:
    if at is None:
        return ""
    location = at.location
    return f"  {printable(location.file)}:{location.line}:{location.column}"
