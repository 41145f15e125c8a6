"""A webhook or APIService is called on a port that its Service does not have.

Why: the API server looks the port up on the Service, by number, and fails the call when it is not there. Where no port
is written it is 443, whatever ports the Service has; the target port of the pods does not count.
Fix: write a port of the Service in `service.port`, or give the Service port 443.
Silent: Services that the input lacks, which `webhook-service-missing` reports; ExternalName Services without ports.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Edit, Fix, Problem, Related, Severity
from k8slint.inputs.at import At
from k8slint.model.api_extension import ApiCall, ServiceReference
from k8slint.model.backing import meant
from k8slint.model.cluster import Cluster
from k8slint.model.extension_service import api_calls, called_services
from k8slint.model.service import Service, ServicePort, ServiceType
from k8slint.rule import rule


@rule(Severity.ERROR)
def webhook_port_missing(cluster: Cluster) -> Iterator[Problem]:
    """API reference: ServiceReference of admissionregistration.k8s.io, apiextensions.k8s.io, apiregistration.k8s.io."""
    missing: dict[tuple[At, ServiceReference], list[ApiCall]] = {}
    for meta, call in api_calls(cluster):
        services = called_services(cluster, call.service)
        if services and not any(_has(service, call.service.port) for service in services):
            missing.setdefault((meta.at, call.service), []).append(call)
    for calls in missing.values():
        yield _problem(cluster, called_services(cluster, calls[0].service)[-1], calls)


def _has(service: Service, number: int | None) -> bool:
    """Whether the port is there; a port of either that is no number may be the one that is meant."""
    if service.type is ServiceType.EXTERNAL_NAME and not service.ports:
        return True
    return number is None or any(port.port in (None, number) for port in service.ports)


def _problem(cluster: Cluster, service: Service, calls: list[ApiCall]) -> Problem:
    reference = calls[0].service
    targeted = _targeted(cluster, service, reference.port)
    why = f": that is the target port of its port {targeted}" if targeted else f" (its ports: {_listed(service)})"
    default = "" if reference.port_at.written else ", which is called where no port is written"
    message = f"Service {service.name} has no port {reference.port}{default}{why}"
    port = targeted or (service.ports[0] if len(service.ports) == 1 else None)
    related = [Related(port.port_at if port else service.meta.name_at, "the port" if port else "the Service")]
    related += (Related(call.service.port_at, "and here") for call in calls[1:])
    return Problem(reference.port_at, message, related=tuple(related), fix=_fix(calls, port) if port else None)


def _targeted(cluster: Cluster, service: Service, number: int | None) -> ServicePort | None:
    """The port of the Service that leads to the number on its pods."""
    pods = meant(cluster, service)
    for port in service.ports:
        if port.target and any(w.pod.resolve(port.target, port.protocol) == number for w in pods):
            return port
    return next((port for port in service.ports if port.target == number), None)


def _fix(calls: list[ApiCall], port: ServicePort) -> Fix | None:
    places = [call.service.port_at for call in calls]
    if port.port is None or not all(at.written for at in places):
        return None
    return Fix(f"call port {port.port}", tuple(Edit(at.location, str(port.port)) for at in places))


def _listed(service: Service) -> str:
    return ", ".join(str(port) for port in service.ports) or "none"
