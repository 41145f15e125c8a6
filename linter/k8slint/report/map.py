"""The map of the page: objects, what leads to what, who may connect to whom, and the policies that say so.

Pairs of ends that take every pod alike are not listed: the ends are marked instead, since in a cluster without policies
everyone may connect to everyone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from k8slint.finding import ObjectRef
from k8slint.model.cluster import Cluster
from k8slint.reach.reachability import Reachability
from k8slint.record import dataclass
from k8slint.report.map_limits import limits_of
from k8slint.report.map_links import links_of
from k8slint.report.map_nodes import Nodes, nodes_of
from k8slint.report.map_policies import policies_of


@dataclass(frozen=True)
class Map:
    """`data` is what the page's script draws."""

    nodes: Nodes
    data: dict[str, Any]

    def about(self, ref: ObjectRef | None) -> Sequence[int]:
        """The numbers of the nodes that show an object; for a policy, those that it selects."""
        return self.nodes.by_ref.get(ref, ()) if ref else ()


def map_of(cluster: Cluster) -> Map:
    """The map of a cluster."""
    reach = Reachability.of(cluster)
    limits = limits_of(reach)
    nodes = nodes_of(cluster, reach, limits)
    links = links_of(cluster, reach, limits, nodes)
    policies = policies_of(reach, nodes)
    return Map(
        nodes,
        {"nodes": nodes.data, "links": links.data, "words": links.words, "left_out": links.left_out, **policies},
    )
