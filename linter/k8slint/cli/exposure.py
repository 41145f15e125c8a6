"""`k8slint reach --exposure`: which workloads and directions are asked for, and how the answer is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from k8slint.cli.settings import fail
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.ends import EndPattern, Filter
from k8slint.reach.exposure import Exposure, Exposures
from k8slint.reach.reachability import Reachability
from k8slint.report import exposure_text
from k8slint.report.escape import to_json
from k8slint.report.exposure_json import exposure_json
from k8slint.report.reach_json import reach_json

FORMATS: dict[str, Callable[[Iterable[Exposure]], str]] = {"text": exposure_text.text, "md": exposure_text.markdown}


def rendered(cluster: Cluster, reach: Reachability, wanted: Filter, egress: bool, format_: str) -> str:
    """The exposures of the workloads that a filter names: `--to` as those reached, `--from` as those that reach."""
    if format_ not in ("json", *FORMATS):
        fail(f"--exposure has no format {format_}: use text, json or md")
    exposures = list(_wanted(Exposures.of(cluster, reach), wanted, egress))
    if format_ != "json":
        return FORMATS[format_](exposures)
    connections = [c for c in reach.connections(wanted.opens, wanted.receives) if wanted.admits(c)]
    return to_json({**reach_json(reach, connections), "exposure": [exposure_json(e) for e in exposures]})


def _wanted(exposures: Exposures, wanted: Filter, egress: bool) -> Iterator[Exposure]:
    ends = {Direction.INGRESS: wanted.destination, Direction.EGRESS: wanted.source}
    for endpoint in exposures.covers.reach.endpoints:
        for direction in Direction if egress else (Direction.INGRESS,):
            if wanted.covers(endpoint) and _is_meant(ends[direction], endpoint):
                yield exposures.exposure(endpoint, direction)


def _is_meant(pattern: EndPattern | None, endpoint: Endpoint) -> bool:
    return pattern is None or pattern.matches(endpoint)
