"""The connections that applications are configured to open, down to the pods that they end at."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.edge.application import application_edges
from k8slint.edge.edge import Edge
from k8slint.edge.resolve import targets
from k8slint.model.cluster import Cluster
from k8slint.model.workload import Workload
from k8slint.path.end import End, is_served
from k8slint.record import dataclass


@dataclass(frozen=True, eq=False)
class Need:
    """`client` opens the connection that `edge` asks for; it may end at any of `ends`."""

    edge: Edge
    client: Workload
    ends: tuple[End, ...]


def needs(cluster: Cluster) -> tuple[Need, ...]:
    """Those that lead to pods of the input, at a port that is known."""
    return tuple(_needs(cluster))


def _needs(cluster: Cluster) -> Iterator[Need]:
    for edge in cluster.once(application_edges):
        found = (End(pod, edge.protocol, number) for pod, number in targets(cluster, edge) if number)
        ends = tuple(end for end in found if is_served(cluster, end))
        if isinstance(edge.caller, Workload) and ends:
            yield Need(edge, edge.caller, ends)
