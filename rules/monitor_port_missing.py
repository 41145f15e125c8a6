"""A ServiceMonitor or PodMonitor scrapes a port that nothing it selects has.

Why: Prometheus drops every target of the endpoint and says nothing. `port` of a ServiceMonitor is the name of a port of
the Service, never its number or the container's name for it; `port` of a PodMonitor is the name of a container's port.
`targetPort` and `portNumber` ask for ports that a container declares.
Fix: write the name of the port; give the port of the Service a name; declare the port.
Silent: monitors that select nothing, which `monitor-selects-nothing` reports; Services and pods that something outside
of the input may add. An error where the word is a near miss, or one that the other side has.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Edit, Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.scalar import written
from k8slint.model.absence import pods_elsewhere
from k8slint.model.cluster import Cluster
from k8slint.model.monitor import Monitor, MonitorEndpoint, PortField
from k8slint.model.monitored import Selected, Words, monitored_namespaces, selected
from k8slint.model.other_word import other_word
from k8slint.model.port import PortRef
from k8slint.model.workload import listed
from k8slint.near import is_misspelling, is_port_slip
from k8slint.rule import rule

MANY = 8
"""A monitor of more Services means none of them in particular; more ports are not listed."""


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
    found = selected(cluster, monitor)
    if _names_service_port(monitor, endpoint):
        known = any(service.ports for service in found.services)
    else:
        known = any(workload.pod.containers for workload in found.pods)
    return known and endpoint.port not in found.words(monitor, endpoint)


def _names_service_port(monitor: Monitor, endpoint: MonitorEndpoint) -> bool:
    return endpoint.by is PortField.PORT and not monitor.of_pods


def _problem(cluster: Cluster, monitor: Monitor, endpoints: list[MonitorEndpoint], port: PortRef) -> Problem | None:
    found, endpoint = selected(cluster, monitor), endpoints[0]
    words, lack = found.words(monitor, endpoint), _lack(found, port, _names_service_port(monitor, endpoint))
    near = [word for word in words if _is_near(port, word)]
    if len(near) == 1:
        related, fix = Related(words[near[0]], "the nearest port"), _fix(endpoints, near[0])
        return _evident(f"{lack}; the nearest is {near[0]}", endpoints, related, fix)
    services = found.services if _names_service_port(monitor, endpoint) and len(found.services) <= MANY else ()
    if other := other_word(cluster, services, port):
        name = other.port.name
        message = f"{lack}: {other.why}; port {other.port} " + ("is scraped by its name" if name else "has no name")
        related = Related(other.port.at, "the port")
        return _evident(message, endpoints, related, _fix(endpoints, name) if name else None)
    namespaces = monitored_namespaces(cluster, monitor)
    if any(pods_elsewhere(cluster, namespace, monitor.selector) for namespace in namespaces):
        return None  # operators label Services as they label pods
    message = f"{lack} (there are: {_listed(words)})"
    return Problem(endpoint.port_at, message, None, Verdict.ASSUMED, tuple(_repeated(endpoints)))


def _lack(found: Selected, port: PortRef, of_service: bool) -> str:
    what = f"port named {port}" if isinstance(port, str) else f"port {port}"
    if not of_service:
        return f"{listed(found.pods)}: no container declares a {what}"
    if len(found.services) == 1:
        return f"Service {found.services[0].name} has no {what}"
    return f"none of the {len(found.services)} Services that are selected has a {what}"


def _listed(words: Words) -> str:
    shown = [str(word) for word in words][:MANY]
    return ", ".join(shown) + (f" and {len(words) - MANY} more" if len(words) > MANY else "") or "none"


def _is_near(port: PortRef, other: PortRef) -> bool:
    if isinstance(port, int) or isinstance(other, int):
        return isinstance(port, int) and isinstance(other, int) and is_port_slip(port, other)
    return is_misspelling(port, other)


def _evident(message: str, endpoints: list[MonitorEndpoint], related: Related, fix: Fix | None) -> Problem:
    places = (related, *_repeated(endpoints))
    return Problem(endpoints[0].port_at, message, Severity.ERROR, Verdict.ASSUMED, places, fix)


def _fix(endpoints: list[MonitorEndpoint], port: PortRef) -> Fix:
    word = written(port) if isinstance(port, str) else str(port)
    return Fix(f"scrape {port}", tuple(Edit(endpoint.port_at.location, word) for endpoint in endpoints))


def _repeated(endpoints: list[MonitorEndpoint]) -> Iterator[Related]:
    return (Related(endpoint.port_at, "and here") for endpoint in endpoints[1:])
