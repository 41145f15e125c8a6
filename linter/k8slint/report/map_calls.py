"""What applications are told to call, on the map: what passes, what ends on the way, and what nobody here has.

A call is drawn to the pods that it ends at, to the Service behind which there are none, or to a node that stands for
what the input lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from k8slint.edge.application import application_edges
from k8slint.edge.edge import Edge, Evidence
from k8slint.edge.name import ServiceName
from k8slint.edge.outside import outside_calls
from k8slint.live.commands import commands
from k8slint.model.cluster import Cluster
from k8slint.model.workload import Workload
from k8slint.path.follow import follow, follow_pod
from k8slint.path.hop import Hop, HopKind, State
from k8slint.path.path import Path
from k8slint.report.commands_text import commands_json
from k8slint.report.map_fate import Fate, end_of, fate_of, hop_data
from k8slint.report.map_nodes import Nodes
from k8slint.report.page_finding import place_text

MOST = 5_000
"""Calls that are followed."""
_MOST_CONFIRMED = 40
"""Calls that come with commands: those are longer than all else of a page."""
_POLICIES = (HopKind.EGRESS, HopKind.INGRESS)


def calls_of(cluster: Cluster, nodes: Nodes) -> list[dict[str, Any]]:
    """The calls of a cluster; nodes for what the input lacks, and for hosts outside of it, are added."""
    confirmed = 0
    found = []
    for edges in islice(cluster.once(calls_by_end).values(), MOST):
        path, with_commands = _followed(cluster, edges[0]), confirmed < _MOST_CONFIRMED
        for call in _drawn(cluster, path, nodes):
            if call["fate"] in (Fate.BLOCKED, Fate.MISSING):
                confirmed += 1
                call |= {"commands": commands_json(commands(cluster, path))} if with_commands else {}
            found.append(call | {"asked": _asked(edge.evidence for edge in edges)})
    return [*found, *_to_outside(cluster, nodes)]


def calls_by_end(cluster: Cluster) -> Mapping[object, list[Edge]]:
    """What applications are told to call, by caller, name and port."""
    found: dict[object, list[Edge]] = {}
    for edge in cluster.once(application_edges):
        if isinstance(edge.caller, Workload):
            found.setdefault((edge.caller.id, str(edge.callee), edge.port, edge.protocol), []).append(edge)
    return found


def _followed(cluster: Cluster, edge: Edge) -> Path:
    assert isinstance(edge.caller, Workload)
    assert isinstance(edge.callee, ServiceName)  # applications call by name
    return follow(cluster, edge.caller, edge.callee, edge.port)


def _drawn(cluster: Cluster, path: Path, nodes: Nodes) -> Iterator[dict[str, Any]]:
    """One call for each node that a path may end at."""
    assert path.client
    assert path.name
    source, words = nodes.by_ref[path.client.meta.ref][0], path.destination
    if path.broken and path.broken.kind in _POLICIES and path.port:
        for pod in path.pods:
            own = follow_pod(cluster, path.client, pod, path.protocol, path.port)
            yield from _call(source, nodes.by_ref[pod.meta.ref][0], words, own.broken or own.state, own.hops)
        return
    targets = {nodes.by_ref[pod.meta.ref][0] for pod in path.pods}
    for target in sorted(targets) or [_end(cluster, path.name, nodes)]:
        yield from _call(source, target, words, end_of(path), path.hops)


def _call(source: int, target: int, words: str, end: Hop | State, hops: Iterable[Hop]) -> Iterator[dict[str, Any]]:
    """Nothing where pods call themselves: replicas are one node."""
    if source == target:
        return
    fate = fate_of(end)
    told = [] if fate is Fate.PASSES else [hop_data(hop) for hop in hops]
    yield {"source": source, "target": target, "fate": fate, "words": words, "hops": told}


def _asked(evidence: Iterable[Evidence]) -> list[list[str]]:
    """What says so: the variable, option or file, and where."""
    return [list(pair) for pair in dict.fromkeys((each.key, place_text(each.host_at.location)) for each in evidence)]


def _end(cluster: Cluster, name: ServiceName, nodes: Nodes) -> int:
    """The node of a Service without pods, or of one that is missing."""
    if service := cluster.service(name.namespace, name.service):
        return nodes.numbers[service.meta.ref]
    return nodes.add(
        ("missing", str(name)), "missing", "Service", name.service, name.namespace, notes=["not in the input"]
    )


def _to_outside(cluster: Cluster, nodes: Nodes) -> Iterator[dict[str, Any]]:
    """What is called outside of the cluster: whether policies let it through is told of addresses."""
    for call in outside_calls(cluster):
        target = nodes.add(("host", call.host), "outside", "host", call.host, full=call.host)
        source = nodes.by_ref[call.caller.meta.ref][0]
        words = f"{call.host}:{call.port}"
        yield {
            "source": source,
            "target": target,
            "fate": Fate.UNKNOWN,
            "words": words,
            "hops": [],
            "asked": _asked([call.evidence]),
        }
