"""Slips of the pen in what the platform is told to call: webhooks, API services, conversion webhooks, monitors."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.at import At
from k8slint.model.api_extension import ServiceReference
from k8slint.model.cluster import Cluster
from k8slint.model.extension_service import api_calls, called_services
from k8slint.model.monitor import Monitor, MonitorEndpoint
from k8slint.model.monitored import Selected, selected
from tests.injection import Defect, swapped_letters, without_letter

SERVICE, PORT = "webhook-service-missing", "webhook-port-missing"
SELECTS, SCRAPES = "monitor-selects-nothing", "monitor-port-missing"


def platform_defects(cluster: Cluster) -> Iterator[Defect]:
    """Slips in references that lead to something in the input."""
    for _, call in api_calls(cluster):
        services = called_services(cluster, call.service)
        if any(service.namespace == call.service.namespace for service in services):
            yield from _in_reference(call.service)
    for monitor in cluster.monitors:
        found = selected(cluster, monitor)
        if found.services or found.pods:
            yield from _in_selector(monitor)
            for endpoint in monitor.endpoints:
                yield from _in_port(found, monitor, endpoint)


def _in_reference(reference: ServiceReference) -> Iterator[Defect]:
    yield _defect("service: a letter is missing", reference.name_at, without_letter(reference.name), SERVICE)
    if (swapped := swapped_letters(reference.name)) != reference.name:
        yield _defect("service: letters swapped", reference.name_at, swapped, SERVICE)
    yield _defect("service: another word", reference.name_at, "nonexistent", SERVICE)
    yield _defect(
        "namespace: a letter is missing", reference.namespace_at, without_letter(reference.namespace), SERVICE
    )
    yield _defect("namespace: another word", reference.namespace_at, "elsewhere", SERVICE)
    if reference.port_at.written:
        yield _defect("port: a digit", reference.port_at, str((reference.port or 0) + 1), PORT)


def _in_selector(monitor: Monitor) -> Iterator[Defect]:
    for requirement in monitor.selector.requirements:
        at, value = requirement.at, next(iter(requirement.values), "")
        if at and at.written and "matchLabels" in at.path and len(value) > 3:
            yield _defect("selector: a letter is missing", at, without_letter(value), SELECTS)
            if (swapped := swapped_letters(value)) != value:
                yield _defect("selector: letters swapped", at, swapped, SELECTS)
            yield _defect("selector: another word", at, "nonexistent", SELECTS)
            yield _defect("selector: key", at.key, without_letter(requirement.key), SELECTS)


def _in_port(found: Selected, monitor: Monitor, endpoint: MonitorEndpoint) -> Iterator[Defect]:
    port = endpoint.port
    if isinstance(port, str) and len(port) > 3 and port in found.words(monitor, endpoint):
        yield _defect("scraped port: a letter is missing", endpoint.port_at, without_letter(port), SCRAPES)
        yield _defect("scraped port: another word", endpoint.port_at, "nonexistent", SCRAPES)


def _defect(kind: str, at: At, text: str, rule: str) -> Defect:
    return Defect(kind, at.location, text, rule)
