"""The map of the page: objects, what leads to what, who may connect to whom, the policies that say so, and who is told
to call whom.

Pairs of ends that take every pod alike are not listed: the ends are marked instead, since in a cluster without policies
everyone may connect to everyone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from k8slint.finding import Finding, ObjectRef
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
    """`data` is what the page's script draws; `objects` are those of the network's own findings, which overlays name
    differently.
    """

    nodes: Nodes
    data: dict[str, Any]
    objects: Mapping[object, list[ObjectRef]]

    def about(self, finding: Finding) -> Sequence[int]:
        """The numbers of the nodes that show what a finding is about; for a policy, those that it selects."""
        objects = self.objects.get(_identity(finding), [])
        own = [finding.object] if finding.object in objects else objects
        return list(dict.fromkeys(number for each in own for number in self.nodes.by_ref.get(each, ())))


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
    objects: dict[object, list[ObjectRef]] = {}
    for finding in findings:
        if finding.object:
            objects.setdefault(_identity(finding), []).append(finding.object)
    return Map(nodes, data, objects)


def _identity(finding: Finding) -> object:
    """What makes one of the findings of several networks."""
    return finding.rule, finding.location, finding.path
