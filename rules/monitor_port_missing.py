"""A ServiceMonitor or PodMonitor scrapes a port that nothing it selects has.

Why: Prometheus drops every target of the endpoint and says nothing. `port` of a ServiceMonitor is the name of a port of
the Service, never its number or the container's name for it; `port` of a PodMonitor is the name of a container's port.
`targetPort` and `portNumber` ask for ports that a container declares.
Fix: write the name of the port; give the port of the Service a name; declare the port.
Silent: monitors that select nothing, which `monitor-selects-nothing` reports; Services and pods that something outside
of the input may add. An error where the word is a near miss, or one that the other side has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from k8slint.finding import Edit, Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.scalar import written
from k8slint.model.absence import pods_elsewhere, services_made
from k8slint.model.cluster import Cluster
from k8slint.model.monitor import Monitor, MonitorEndpoint, PortField
from k8slint.model.monitored import monitored_namespaces, monitored_services
from k8slint.model.offer import Offer, offers, scraped_pods
from k8slint.model.other_word import other_word
from k8slint.model.port import PortRef
from k8slint.model.workload import listed
from k8slint.near import is_misspelling, is_port_slip
from k8slint.rule import rule


@rule(Severity.WARNING)
def monitor_port_missing(cluster: Cluster) -> Iterator[Problem]:
    """Prometheus operator, API reference: Endpoint, PodMetricsEndpoint."""
    for monitor in cluster.monitors:
        by_port: dict[tuple[PortField, PortRef], list[MonitorEndpoint]] = {}
        for endpoint in monitor.endpoints:
            if endpoint.port is not None and _lacks(cluster, monitor, endpoint):
                by_port.setdefault((endpoint.by, endpoint.port), []).append(endpoint)
        for (_, port), endpoints in by_port.items():
            if problem := _problem(cluster, monitor, endpoints, port):
                yield problem


def _lacks(cluster: Cluster, monitor: Monitor, endpoint: MonitorEndpoint) -> bool:
    """Whether something is selected whose ports are known, and none is the one that is named."""
    if endpoint.by is PortField.PORT and not monitor.of_pods:
        known = any(service.ports for service in monitored_services(cluster, monitor))
    else:
        known = any(workload.pod.containers for workload in scraped_pods(cluster, monitor))
    return known and all(offer.ref != endpoint.port for offer in offers(cluster, monitor, endpoint))


def _problem(cluster: Cluster, monitor: Monitor, endpoints: list[MonitorEndpoint], port: PortRef) -> Problem | None:
    services = monitored_services(cluster, monitor) if endpoints[0].by is PortField.PORT else ()
    found = offers(cluster, monitor, endpoints[0])
    lack = _lack(cluster, monitor, endpoints[0], port)
    if near := _nearest(port, found):
        message = f"{lack}; the nearest is {near.ref}"
        return _evident(message, endpoints, Related(near.at, "the nearest port"), _fix(endpoints, str(near.ref)))
    if other := other_word(cluster, services, port):
        name = other.port.name
        message = f"{lack}: {other.why}; port {other.port} " + ("is scraped by its name" if name else "has no name")
        related = Related(other.port.at, "the port")
        return _evident(message, endpoints, related, _fix(endpoints, name) if name else None)
    if any(_grows(cluster, monitor, namespace) for namespace in monitored_namespaces(cluster, monitor)):
        return None
    words = ", ".join(dict.fromkeys(str(offer.ref) for offer in found)) or "none"
    message = f"{lack} (there are: {words})"
    return Problem(endpoints[0].port_at, message, None, Verdict.ASSUMED, tuple(_repeated(endpoints)))


def _lack(cluster: Cluster, monitor: Monitor, endpoint: MonitorEndpoint, port: PortRef) -> str:
    what = f"port named {port}" if isinstance(port, str) else f"port {port}"
    if endpoint.by is PortField.PORT and not monitor.of_pods:
        names = [service.name for service in monitored_services(cluster, monitor)]
        if len(names) == 1:
            return f"Service {names[0]} has no {what}"
        return f"none of the {len(names)} Services that are selected has a {what}"
    return f"{listed(scraped_pods(cluster, monitor))}: no container declares a {what}"


def _grows(cluster: Cluster, monitor: Monitor, namespace: str) -> bool:
    """Whether something outside of the input may add what is selected, with other ports."""
    if pods_elsewhere(cluster, namespace, monitor.selector):
        return True
    return not monitor.of_pods and services_made(cluster, namespace) is not None


def _nearest(port: PortRef, found: Sequence[Offer]) -> Offer | None:
    near = {offer.ref: offer for offer in found if _is_near(port, offer.ref)}
    return next(iter(near.values())) if len(near) == 1 else None


def _is_near(port: PortRef, other: PortRef) -> bool:
    if isinstance(port, int) or isinstance(other, int):
        return isinstance(port, int) and isinstance(other, int) and is_port_slip(port, other)
    return is_misspelling(port, other)


def _evident(message: str, endpoints: list[MonitorEndpoint], related: Related, fix: Fix | None) -> Problem:
    places = (related, *_repeated(endpoints))
    return Problem(endpoints[0].port_at, message, Severity.ERROR, Verdict.ASSUMED, places, fix)


def _fix(endpoints: list[MonitorEndpoint], text: str) -> Fix:
    """A number, where one is meant, is the nearest of numbers."""
    word = text if text.isdigit() else written(text)
    return Fix(f"scrape {text}", tuple(Edit(endpoint.port_at.location, word) for endpoint in endpoints))


def _repeated(endpoints: list[MonitorEndpoint]) -> Iterator[Related]:
    return (Related(endpoint.port_at, "and here") for endpoint in endpoints[1:])
