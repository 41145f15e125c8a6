"""The map of the page: objects, what leads to what, who may connect to whom, the policies that say so, and who is told
to call whom.

Pairs of ends that take every pod alike are not listed: the ends are marked instead, since in a cluster without policies
everyone may connect to everyone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from k8slint.finding import Finding
from k8slint.model.cluster import Cluster
from k8slint.reach.reachability import Reachability
from k8slint.record import dataclass
from k8slint.report.map_calls import MOST, calls_by_end, calls_of
from k8slint.report.map_limits import limits_of
from k8slint.report.map_links import links_of
from k8slint.report.map_nodes import Nodes, nodes_of
from k8slint.report.map_policies import policies_of


@dataclass(frozen=True)
class Map:
    """`data` is what the page's script draws; `found` tells the findings of the network from those of others."""

    nodes: Nodes
    data: dict[str, Any]
    found: frozenset[object]

    def about(self, finding: Finding) -> Sequence[int]:
        """The numbers of the nodes that show what a finding is about; for a policy, those that it selects."""
        return self.nodes.by_ref.get(finding.object, ()) if finding.object and _identity(finding) in self.found else ()


def map_of(name: str, cluster: Cluster, findings: Iterable[Finding]) -> Map:
    """The map of a network; its name is empty where there is only one."""
    reach = Reachability.of(cluster)
    limits = limits_of(reach)
    nodes = nodes_of(cluster, reach, limits)
    links = links_of(cluster, reach, limits, nodes)
    data = {
        "name": name,
        "nodes": nodes.data,
        "links": links.data,
        "words": links.words,
        "left_out": links.left_out or len(cluster.once(calls_by_end)) > MOST,
        **policies_of(reach, nodes),
        "calls": calls_of(cluster, nodes),
    }
    return Map(nodes, data, frozenset(map(_identity, findings)))


def _identity(finding: Finding) -> object:
    """What makes one of the findings of several networks."""
    return finding.rule, finding.location, finding.path
