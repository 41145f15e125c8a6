"""`k8slint reach --doors`: which doors are asked for, and how the answer is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from k8slint.cli.settings import fail
from k8slint.model.cluster import Cluster
from k8slint.reach.ends import Filter
from k8slint.reach.entrance import Entrance, Entrances
from k8slint.reach.reachability import Reachability
from k8slint.report import doors_text
from k8slint.report.doors_json import doors_json
from k8slint.report.escape import to_json
from k8slint.report.reach_json import reach_json

FORMATS: dict[str, Callable[[Iterable[Entrance]], str]] = {"text": doors_text.text, "md": doors_text.markdown}


def rendered(cluster: Cluster, reach: Reachability, wanted: Filter, format_: str) -> str:
    """The doors that lead to the workloads of `--to`, into the namespace of `--namespace`."""
    if format_ not in ("json", *FORMATS):
        fail(f"--doors has no format {format_}: use text, json or md")
    entrances = [entrance for entrance in Entrances(cluster, reach) if _is_meant(wanted, entrance)]
    if format_ != "json":
        return FORMATS[format_](entrances)
    connections = [c for c in reach.connections(wanted.opens, wanted.receives) if wanted.admits(c)]
    return to_json({**reach_json(reach, connections), "doors": doors_json(entrances)})


def _is_meant(wanted: Filter, entrance: Entrance) -> bool:
    if wanted.namespace not in (None, entrance.way.namespace):
        return False
    return wanted.destination is None or (entrance.endpoint is not None and wanted.receives(entrance.endpoint))
