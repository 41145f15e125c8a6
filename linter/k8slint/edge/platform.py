"""What the platform itself has to reach: the API server its extensions, the kubelet what it probes, Prometheus all."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.edge.edge import Confidence, Edge, Evidence, Platform
from k8slint.edge.name import Form, ServiceName
from k8slint.edge.scrape import scrape_edges
from k8slint.model.api_extension import ApiCall
from k8slint.model.cluster import Cluster
from k8slint.model.container import Probe
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload


def platform_edges(cluster: Cluster) -> tuple[Edge, ...]:
    """The connections that the platform opens because an object of the input says so."""
    calls = (_called(call) for extension in cluster.api_extensions for call in extension.calls)
    return (*calls, *_probes(cluster), *scrape_edges(cluster))


def _called(call: ApiCall) -> Edge:
    service = call.service
    evidence = Evidence(str(call), service.name_at, service.port_at if service.port_at.written else None)
    callee = ServiceName(service.namespace, service.name, Form.OBJECT)
    return Edge(Platform.API_SERVER, callee, service.port, Protocol.TCP, "https", Confidence.DECLARED, evidence)


def _probes(cluster: Cluster) -> Iterator[Edge]:
    """Probes and hooks of the pod's own address."""
    for workload in cluster.workloads:
        for container in workload.pod.containers:
            yield from (_probed(workload, probe) for probe in container.probes if not probe.host)


def _probed(workload: Workload, probe: Probe) -> Edge:
    evidence = Evidence(probe.kind, probe.port_at, probe.port_at)
    scheme = {"httpGet": probe.scheme, "grpc": "grpc"}.get(probe.handler)
    return Edge(Platform.KUBELET, workload, probe.port, Protocol.TCP, scheme, Confidence.DECLARED, evidence)
