"""What the platform has to reach and policies keep it from: webhooks for the API server, metrics for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.edge.edge import Edge, Platform
from k8slint.edge.platform import platform_edges
from k8slint.edge.resolve import targets
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.path.admitted import Callers, pods_admitted, ports_admitted
from k8slint.path.end import End, is_served
from k8slint.record import dataclass


@dataclass(frozen=True, eq=False)
class PlatformRefusal:
    """`edge` is what asks for the connection to `end`, `at` where a rule would have to admit it."""

    edge: Edge
    end: End
    at: At


def platform_refusals(cluster: Cluster) -> tuple[PlatformRefusal, ...]:
    """Those of which it is proven that no caller that there could be gets in.

    The API server comes from the address of a node or from outside, or through an agent's pods. Prometheus may be any
    pod, one that an operator makes in a namespace of the input too; so only a port that no rule admits counts.
    """
    return tuple(_refusals(cluster))


def _refusals(cluster: Cluster) -> Iterator[PlatformRefusal]:
    for edge in cluster.once(platform_edges) if cluster.network_policies or cluster.admin_policies else ():
        if edge.caller is not Platform.KUBELET:  # nodes reach the pods that run on them, whatever policies say
            ends = (End(workload, edge.protocol, number) for workload, number in targets(cluster, edge) if number)
            for end in (end for end in ends if is_served(cluster, end)):
                if at := _refused(cluster, edge, end):
                    yield PlatformRefusal(edge, end, at)


def _refused(cluster: Cluster, edge: Edge, end: End) -> At | None:
    ask = ports_admitted if edge.caller is Platform.SCRAPER else pods_admitted
    found = ask(cluster, end.workload, end.protocol, end.number)
    return found.section_at if found.callers is Callers.NONE else None
