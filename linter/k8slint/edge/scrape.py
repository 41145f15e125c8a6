"""What Prometheus has to reach: what monitors select, and what annotations ask for."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.edge.edge import Confidence, Edge, Evidence, Platform
from k8slint.edge.name import Form, ServiceName
from k8slint.model.backing import meant
from k8slint.model.cluster import Cluster
from k8slint.model.monitor import Monitor, MonitorEndpoint, PortField
from k8slint.model.monitored import Selected, selected
from k8slint.model.port import PortRef, Protocol
from k8slint.model.scrape import Scrape, scrape
from k8slint.model.workload import Workload


def scrape_edges(cluster: Cluster) -> Iterator[Edge]:
    """Monitors first, then annotations. What several monitors scrape alike is one edge, of the first."""
    done: set[tuple[object, ...]] = set()
    for monitor in cluster.monitors:
        for endpoint in monitor.endpoints:
            key = (monitor.of_pods, monitor.selector, monitor.namespaces, endpoint.by, endpoint.port, endpoint.scheme)
            if key not in done:
                done.add(key)
                yield from _ordered(monitor, endpoint, selected(cluster, monitor))
    for workload in cluster.workloads:
        if wish := scrape(workload.pod.annotations):
            yield _asked(workload, wish)
    for service in cluster.services:
        if wish := scrape(service.meta.annotations):
            yield from (_asked(workload, wish) for workload in meant(cluster, service))


def _ordered(monitor: Monitor, endpoint: MonitorEndpoint, found: Selected) -> Iterator[Edge]:
    """Through the Services that have the port by name, or to the pods that declare it; others are not scraped."""
    port = endpoint.port
    if endpoint.by is PortField.PORT and not monitor.of_pods:
        for service in found.services:
            if port is None or any(each.name == port for each in service.ports):
                yield _edge(monitor, endpoint, ServiceName(service.namespace, service.name, Form.OBJECT))
    else:
        yield from (_edge(monitor, endpoint, pod) for pod in found.pods if port is None or _declares(pod, port))


def _declares(workload: Workload, port: PortRef) -> bool:
    containers = workload.pod.containers
    return any(port in (each.name, each.number) for container in containers for each in container.ports)


def _edge(monitor: Monitor, endpoint: MonitorEndpoint, callee: ServiceName | Workload) -> Edge:
    key = f"{monitor.meta.kind} {monitor.name}"
    evidence = Evidence(key, monitor.selector.at, endpoint.port_at if endpoint.port_at.written else None)
    scheme = endpoint.scheme or "http"
    return Edge(Platform.SCRAPER, callee, endpoint.port, Protocol.TCP, scheme, Confidence.DECLARED, evidence)


def _asked(workload: Workload, wish: Scrape) -> Edge:
    evidence = Evidence("prometheus.io/scrape", wish.at, wish.port_at if wish.port_at.written else None)
    return Edge(Platform.SCRAPER, workload, wish.port, Protocol.TCP, wish.scheme, Confidence.CONFIGURED, evidence)
