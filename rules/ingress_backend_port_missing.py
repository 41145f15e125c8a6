"""An Ingress names a port that its backend Service does not have.

Why: the controller finds no endpoints for the path and answers with an error. A backend names a port of the Service,
by number or name, never the target port of the pods behind it. (API reference: ServiceBackendPort)
Fix: name a port of the Service.
Silent: Services that the input lacks, which `ingress-backend-missing` reports; ExternalName Services without ports,
whose port the backend itself gives.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Edit, Fix, Problem, Related, Severity
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.ingress import Ingress, IngressBackend
from k8slint.model.service import Service, ServicePort, ServiceType
from k8slint.near import nearest
from k8slint.rule import rule


@rule(Severity.ERROR)
def ingress_backend_port_missing(cluster: Cluster) -> Iterator[Problem]:
    for ingress in cluster.ingresses:
        for backend in ingress.backends:
            services = _services(cluster, ingress, backend)
            if services and not any(_has(service, backend) for service in services):
                yield _problem(cluster, services[-1], backend)


def _services(cluster: Cluster, ingress: Ingress, backend: IngressBackend) -> list[Service]:
    """Every definition of the Service: the input may hold variants of one object."""
    if backend.port is None or backend.is_action:
        return []
    return [service for service in cluster.services_in(ingress.namespace) if service.name == backend.service]


def _has(service: Service, backend: IngressBackend) -> bool:
    """Whether the port is there. Digits as a name are refused by the API server, which is another rule's business."""
    if service.type is ServiceType.EXTERNAL_NAME and not service.ports:
        return True
    if any(port.port is None for port in service.ports):
        return True  # that is the port at fault, and it may be the one that is meant
    port = backend.port
    return port is not None and (service.port(port) is not None or (isinstance(port, str) and port.isdigit()))


def _problem(cluster: Cluster, service: Service, backend: IngressBackend) -> Problem:
    meant, why = _meant(cluster, service, backend)
    what = f"port named {backend.port}" if isinstance(backend.port, str) else f"port {backend.port}"
    message = f"Service {service.name} has no {what}{why}"
    related = (Related(meant.port_at if meant else service.meta.name_at, "the port" if meant else "the Service"),)
    return Problem(backend.port_at, message, related=related, fix=_fix(backend, meant) if meant else None)


def _meant(cluster: Cluster, service: Service, backend: IngressBackend) -> tuple[ServicePort | None, str]:
    """The port that is meant, if that is evident, and what the message says about it."""
    for port in service.ports:
        if backend.port is not None and backend.port in _targets(cluster, service, port):
            return port, f": that is the target port of its port {port}"
    names = {port.name: port for port in service.ports if port.name}
    if isinstance(backend.port, str) and (name := nearest(backend.port, names)):
        return names[name], f"; the nearest is {name}"
    ports = ", ".join(str(port) for port in service.ports) or "none"
    return (service.ports[0] if len(service.ports) == 1 else None), f" (its ports: {ports})"


def _targets(cluster: Cluster, service: Service, port: ServicePort) -> set[int | str]:
    """A target port by every word for it: as written, and its number and name on the pods."""
    found: set[int | str] = {port.target} if port.target else set()
    for pod in cluster.pods_of(service):
        number = pod.pod.resolve(port.target, port.protocol) if port.target else None
        found |= {number} if number else set()
        found |= {p.name for _, p in pod.pod.ports if p.name and p.number == number and p.protocol is port.protocol}
    return found


def _fix(backend: IngressBackend, meant: ServicePort) -> Fix | None:
    """Replaces the value, and the key where a number stands for a name or the other way round."""
    if isinstance(backend.port, str) and meant.name:
        return Fix.replace(backend.port_at, written(meant.name), f"name port {meant.name}")
    if meant.port is None:
        return None
    edits = [Edit(backend.port_at.location, str(meant.port))]
    if isinstance(backend.port, str) and backend.port_at.path[-1] == "name":
        edits.insert(0, Edit(backend.port_at.key.location, "number"))
    return Fix(f"name port {meant.port}", tuple(edits))
