"""What Prometheus has to reach: what monitors select, and what annotations ask for."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.edge.edge import Confidence, Edge, Evidence, Platform
from k8slint.edge.name import Form, ServiceName
from k8slint.model.backing import meant
from k8slint.model.cluster import Cluster
from k8slint.model.monitor import Monitor, MonitorEndpoint, PortField
from k8slint.model.monitored import monitored_pods, monitored_services
from k8slint.model.port import Protocol
from k8slint.model.scrape import Scrape, scrape
from k8slint.model.workload import Workload


def scrape_edges(cluster: Cluster) -> Iterator[Edge]:
    """Monitors first, then annotations."""
    for monitor in cluster.monitors:
        for endpoint in monitor.endpoints:
            yield from _ordered(cluster, monitor, endpoint)
    for workload in cluster.workloads:
        if wish := scrape(workload.pod.annotations):
            yield _asked(workload, wish)
    for service in cluster.services:
        if wish := scrape(service.meta.annotations):
            yield from (_asked(workload, wish) for workload in meant(cluster, service))


def _ordered(cluster: Cluster, monitor: Monitor, endpoint: MonitorEndpoint) -> Iterator[Edge]:
    """A port of the Service by name is followed through the Service; what names a container's port, to the pods."""
    for workload in monitored_pods(cluster, monitor):
        yield _edge(monitor, endpoint, workload)
    for service in monitored_services(cluster, monitor):
        if endpoint.by is PortField.PORT:
            yield _edge(monitor, endpoint, ServiceName(service.namespace, service.name, Form.OBJECT))
        else:
            yield from (_edge(monitor, endpoint, workload) for workload in meant(cluster, service))


def _edge(monitor: Monitor, endpoint: MonitorEndpoint, callee: ServiceName | Workload) -> Edge:
    key = f"{monitor.meta.kind} {monitor.name}"
    evidence = Evidence(key, monitor.selector.at, endpoint.port_at if endpoint.port_at.written else None)
    scheme = endpoint.scheme or "http"
    return Edge(Platform.SCRAPER, callee, endpoint.port, Protocol.TCP, scheme, Confidence.DECLARED, evidence)


def _asked(workload: Workload, wish: Scrape) -> Edge:
    evidence = Evidence("prometheus.io/scrape", wish.at, wish.port_at if wish.port_at.written else None)
    return Edge(Platform.SCRAPER, workload, wish.port, Protocol.TCP, wish.scheme, Confidence.CONFIGURED, evidence)
