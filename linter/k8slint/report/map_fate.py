"""What becomes of a call on the map, and the hops that say so."""

from __future__ import annotations

from enum import StrEnum

from k8slint.path.hop import Hop, HopKind, State
from k8slint.path.path import Path
from k8slint.report.page_finding import place_text
from k8slint.report.path_text import WORDS


class Fate(StrEnum):
    """What becomes of a call; `missing`: no Service of the input has the name; `unknown`: the input does not say."""

    PASSES = "passes"
    UNKNOWN = "unknown"
    MISSING = "missing"
    BLOCKED = "blocked"


def end_of(path: Path) -> Hop | State:
    """The hop that ends a path, else how the path stands."""
    if path.hops[0].kind is HopKind.NAME and path.hops[0].state <= State.UNKNOWN:
        return path.hops[0]
    return path.broken or (path.state if path.pods else State.UNKNOWN)


def fate_of(end: Hop | State) -> Fate:
    """What a call comes to by the hop that ends it, else by how its path stands."""
    if isinstance(end, Hop):
        return Fate.MISSING if end.kind is HopKind.NAME else Fate.BLOCKED
    return Fate.UNKNOWN if end is State.UNKNOWN else Fate.PASSES


def hop_data(hop: Hop) -> list[str]:
    """How it stands, what it is about, in words, and where that is written."""
    return [WORDS[hop.state], str(hop.kind), hop.text, place_text(hop.at.location) if hop.at else ""]
