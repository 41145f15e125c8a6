"""Which workload is configured to call which: the graph in which connections are followed through several of them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from k8slint.edge.name import ServiceName
from k8slint.model.cluster import Cluster
from k8slint.model.workload import Workload
from k8slint.path.arrive import arrivals
from k8slint.path.follow import follow
from k8slint.path.need import Need, needs
from k8slint.path.path import Path
from k8slint.path.question import workload_named

if TYPE_CHECKING:
    import networkx

NEED = "need"
"""The attribute of an edge that holds what asks for it."""


class NoWay(Exception):
    """Nothing is configured to lead from one end to the other."""


def calls(cluster: Cluster) -> networkx.DiGraph[str]:
    """The ids of workloads, with an edge for each that is configured to call another."""
    import networkx  # a tenth of a second, for those who ask

    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(workload.id for workload in cluster.workloads)
    for need in cluster.once(needs):
        for end in need.ends:
            graph.add_edge(need.client.id, end.workload.id, **{NEED: need})
    return graph


def through(cluster: Cluster, source: str, destination: str) -> tuple[Path, ...]:
    """The paths, one behind the other, by which a workload or a request from outside (a URL) leads to a workload.

    Raises:
        NoSuchEnd: an end that is none of the input, or several.
        NoWay: nothing leads there.
        ValueError: a URL without a host, or with a port that is none.
    """
    target = workload_named(cluster, destination)
    if "://" not in source:
        return _legs(cluster, [workload_named(cluster, source)], target)
    first = next((path for path in arrivals(cluster, source) if path.pods), None)
    if first is None:
        return arrivals(cluster, source)
    reached = any(workload.id == target.id for workload in first.pods)
    return (first, *(() if reached else _legs(cluster, list(first.pods), target)))


def _legs(cluster: Cluster, sources: list[Workload], target: Workload) -> tuple[Path, ...]:
    import networkx

    graph = cluster.once(calls)
    chains = [
        networkx.shortest_path(graph, source.id, target.id)
        for source in sources
        if networkx.has_path(graph, source.id, target.id)
    ]
    if not chains:
        raise NoWay(f"nothing is configured to lead from {', '.join(s.id for s in sources)} to {target.id}")
    chain = min(chains, key=len)
    if len(chain) == 1:
        raise NoWay(f"{target.id} is both ends: nothing lies between them")
    needed = [graph.edges[pair][NEED] for pair in pairwise(chain)]
    return tuple(_leg(cluster, need) for need in needed)


def _leg(cluster: Cluster, need: Need) -> Path:
    assert isinstance(need.edge.callee, ServiceName)  # needs are those of applications, which call by name
    return follow(cluster, need.client, need.edge.callee, need.edge.port)
