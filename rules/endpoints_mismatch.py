"""Endpoints that are listed by hand do not fit their Service.

Why: a Service passes a port on to the endpoint port of the same name and protocol, so one that lacks its partner
leads nowhere. Endpoints of a Service with a selector are overwritten by the controller, or mixed with its own.
Fix: repeat the names of the Service's ports; take the selector away, or the endpoints.
Silent: endpoints that a live cluster's controllers wrote; endpoints of Services that the input does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.service import EndpointPort, Endpoints, Service, ServicePort, ServiceType
from k8slint.near import nearest
from k8slint.rule import rule


@rule(Severity.WARNING)
def endpoints_mismatch(cluster: Cluster) -> Iterator[Problem]:
    by_hand = [endpoints for endpoints in cluster.endpoints if endpoints.service and not endpoints.is_live]
    for endpoints in by_hand:
        namespace, name = endpoints.meta.namespace or "", endpoints.service or ""
        service = cluster.service(namespace, name)
        if service is None:
            yield from _misnamed(cluster, endpoints, namespace, name)
        elif service.selector:
            message = f"Service {service.name} has a selector, so its endpoints are not kept by hand"
            related = (Related(service.selector.at, "the selector"),)
            yield Problem(endpoints.service_at, message, related=related)
        elif service.type is not ServiceType.EXTERNAL_NAME:
            same = [e for e in by_hand if (e.meta.namespace, e.service) == (namespace, name)]
            yield from _ports(service, endpoints, same)


def _misnamed(cluster: Cluster, endpoints: Endpoints, namespace: str, name: str) -> Iterator[Problem]:
    """No such Service, and one without endpoints has nearly that name."""
    served = {e.service for e in cluster.endpoints if e.meta.namespace == namespace}
    free = [s.name for s in cluster.services_in(namespace) if not s.selector and s.name not in served]
    if meant := nearest(name, free):
        related = tuple(Related(s.meta.name_at, "the Service") for s in cluster.services_named(meant)[:1])
        message = f"no Service {name} in namespace {namespace}; Service {meant} has no endpoints"
        fix = Fix.replace(endpoints.service_at, written(meant), f"name Service {meant}")
        yield Problem(endpoints.service_at, message, related=related, fix=fix)


def _ports(service: Service, endpoints: Endpoints, all_of_them: list[Endpoints]) -> Iterator[Problem]:
    """Each port of the Service needs one of its name in some of its endpoints; the first of them is told."""
    if endpoints is not all_of_them[0]:
        return
    declared = [port for one in all_of_them for port in one.ports]
    for port in service.ports:
        partner = next((p for p in declared if p.name == port.name and p.protocol is port.protocol), None)
        if partner is None:
            yield _without_partner(service, port, endpoints, declared)
        elif partner.number and (port.at / "targetPort").written and partner.number != port.target:
            message = f"connections go to port {partner.number}; targetPort {port.target} counts only with a selector"
            yield Problem(port.target_at, message, related=(Related(partner.at / "port", "the endpoints' port"),))


def _without_partner(
    service: Service, port: ServicePort, endpoints: Endpoints, declared: list[EndpointPort]
) -> Problem:
    names = {p.name for p in service.ports}
    left = [p for p in declared if p.name not in names]
    wanted = f"port {port.name}" if port.name else "port without a name"
    message = f"no {wanted} of protocol {port.protocol}, as Service {service.name} has it"
    related = (Related(port.at / "name", "the Service's port"),)
    if len(left) != 1:
        return Problem(endpoints.ports_at, message, related=related)
    at = left[0].at / "name"
    fix = Fix.replace(at, written(port.name), f"name the port {port.name}") if port.name and at.written else None
    return Problem(at, message, related=related, fix=fix)
