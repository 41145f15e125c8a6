"""`k8slint path --format json`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from k8slint.path.hop import Hop
from k8slint.path.path import Path
from k8slint.report.json import location_json, object_json
from k8slint.report.path_text import WORDS


def paths_json(paths: Iterable[Path]) -> dict[str, Any]:
    """The paths; `broken` is the place of the first broken hop among the hops, from 0, or null."""
    return {"version": 1, "paths": [_path(path) for path in paths]}


def _path(path: Path) -> dict[str, Any]:
    return {
        "source": path.source,
        "destination": path.destination,
        "protocol": str(path.protocol),
        "port": path.port,
        "pods": [workload.id for workload in path.pods],
        "state": WORDS[path.state],
        "broken": path.hops.index(path.broken) if path.broken else None,
        "hops": [_hop(hop) for hop in path.hops],
    }


def _hop(hop: Hop) -> dict[str, Any]:
    return {
        "kind": str(hop.kind),
        "state": WORDS[hop.state],
        "text": hop.text,
        "object": object_json(hop.object),
        "location": location_json(hop.at.location) if hop.at else None,
        "related": [{"message": r.message, "location": location_json(r.location)} for r in hop.related],
    }
