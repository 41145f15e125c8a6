"""A container is told to call a port that the Service does not have.

Why: a Service forwards its own ports only, so connections to any other are refused or time out. What the container
listens on is no matter: clients call the Service's port, not its target port.
Fix: call a port of the Service, or add the port to it.
Silent: headless Services, whose clients reach the pods' own ports; ExternalName Services; addresses without a port,
unless their scheme has one.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.edge.setting_value import SettingValue, setting_values
from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service, ServicePort
from k8slint.near import is_digit_slip
from k8slint.rule import rule


@rule(Severity.ERROR)
def config_port_not_on_service(cluster: Cluster) -> Iterator[Problem]:
    for value in cluster.once(setting_values):
        service = value.resolution.service
        if service and value.edge.port is not None and _lacks(value, service):
            yield _problem(cluster, value, service)


def _lacks(value: SettingValue, service: Service) -> bool:
    if value.resolution.port or value.resolution.leaves or service.headless or not service.ports:
        return False
    return all(port.port is not None for port in service.ports)


def _problem(cluster: Cluster, value: SettingValue, service: Service) -> Problem:
    edge, port_at = value.edge, value.edge.evidence.port_at
    meant, why = _meant(cluster, service, edge.port)
    by_scheme = "" if port_at else f", which {edge.scheme}:// means"
    message = f"Service {service.name} has no port {edge.port}{by_scheme}{why}"
    related = (Related(meant.port_at if meant else service.meta.name_at, "the port" if meant else "the Service"),)
    fix = value.fix(port_at, str(edge.port), str(meant.port)) if meant else None
    return Problem(port_at or value.host_at, message, related=(*related, *value.others), fix=fix)


def _meant(cluster: Cluster, service: Service, called: int | str | None) -> tuple[ServicePort | None, str]:
    """The port that is meant, if that is evident, and what the message says about it."""
    for port in service.ports:
        if called == port.target or called in _on_pods(cluster, service, port):
            return port, f": that is the target port of its port {port}"
    near = [p for p in service.ports if p.port and isinstance(called, int) and is_digit_slip(called, p.port)]
    ports = f" (its ports: {', '.join(str(port) for port in service.ports)})"
    if len(service.ports) == 1:
        return service.ports[0], ports
    return (near[0] if len(near) == 1 else None), ports


def _on_pods(cluster: Cluster, service: Service, port: ServicePort) -> set[int | None]:
    return {pod.pod.resolve(port.target, port.protocol) for pod in cluster.pods_of(service) if port.target} - {None}
