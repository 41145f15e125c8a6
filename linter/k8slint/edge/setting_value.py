"""A value that names a host, and everybody who is told it: one value in a ConfigMap may configure many containers."""

from __future__ import annotations

from k8slint.edge.application import application_edges
from k8slint.edge.edge import Confidence, Edge
from k8slint.edge.name import ServiceName
from k8slint.edge.resolve import Resolution, resolve
from k8slint.finding import Fix, Related
from k8slint.inputs.at import At
from k8slint.inputs.part import Part
from k8slint.model.cluster import Cluster
from k8slint.model.workload import Workload
from k8slint.record import dataclass

MOST_RELATED = 4
"""Others who are told the same that a finding lists."""


@dataclass(frozen=True)
class SettingValue:
    """`edges` ask for one Service at one place, `name` is the Service's, `resolution` what it comes to."""

    name: ServiceName
    edges: tuple[Edge, ...]
    resolution: Resolution

    @property
    def edge(self) -> Edge:
        """The first of them, which stands for the others."""
        return self.edges[0]

    @property
    def host_at(self) -> At:
        """Where the host is written."""
        return self.edge.evidence.host_at

    @property
    def caller(self) -> Workload | None:
        """The first workload that is told it."""
        return self.edge.caller if isinstance(self.edge.caller, Workload) else None

    @property
    def is_missing(self) -> bool:
        """Whether the input lacks the Service, and nothing says that it exists all the same."""
        return self.resolution.service is None and self.resolution.elsewhere is None

    @property
    def is_configured(self) -> bool:
        """Whether what stands around it says that it is called."""
        return max(edge.confidence for edge in self.edges) >= Confidence.CONFIGURED

    @property
    def others(self) -> tuple[Related, ...]:
        """The workloads that are told it: all but the one in whose document it stands."""
        own = self.host_at.document
        told = {w.id: w for edge in self.edges if isinstance(w := edge.caller, Workload) and w.meta.at.document != own}
        found = [Related(w.meta.name_at, f"{w.kind} {w.name} is told this") for w in told.values()]
        return tuple(found[:MOST_RELATED])

    def fix(self, at: At | None, written: str, text: str) -> Fix | None:
        """The edit that replaces the host or the port; None where it does not stand in the document as it is."""
        if not isinstance(at, Part) or at.words != written or not at.is_exact:
            return None
        return Fix.replace(at, text, f"call {text}")


def setting_values(cluster: Cluster) -> tuple[SettingValue, ...]:
    """All that containers are told, each place once."""
    found: dict[object, list[Edge]] = {}
    for edge in cluster.once(application_edges):
        found.setdefault((edge.callee, edge.port, edge.evidence.host_at), []).append(edge)
    return tuple(value for edges in found.values() if (value := _value(cluster, edges)))


def _value(cluster: Cluster, edges: list[Edge]) -> SettingValue | None:
    name, resolution = edges[0].callee, resolve(cluster, edges[0])
    if not isinstance(name, ServiceName) or resolution is None:
        return None
    return SettingValue(name, tuple(edges), resolution)
