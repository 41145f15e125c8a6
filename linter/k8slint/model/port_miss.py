"""A port that a backend names and its Service does not have."""

from __future__ import annotations

from k8slint.model.cluster import Cluster
from k8slint.model.port import PortRef
from k8slint.model.service import Service, ServicePort, ServiceType
from k8slint.near import nearest
from k8slint.record import dataclass


@dataclass(frozen=True)
class PortMiss:
    """`meant` is the port that was meant, if that is evident, and `message` says what is wrong."""

    service: Service
    meant: ServicePort | None
    message: str


def port_miss(cluster: Cluster, namespace: str, name: str, port: PortRef) -> PortMiss | None:
    """None where the Service has the port, or the input lacks the Service.

    The input may hold variants of one object, so every definition counts.
    """
    services = cluster.definitions(namespace, name)
    if not services or any(_has(service, port) for service in services):
        return None
    service = services[-1]
    meant, why = _meant(cluster, service, port)
    what = f"port named {port}" if isinstance(port, str) else f"port {port}"
    return PortMiss(service, meant, f"Service {service.name} has no {what}{why}")


def _has(service: Service, port: PortRef) -> bool:
    """Whether the port is there. Digits as a name are refused by the API server, which is another rule's business."""
    if service.type is ServiceType.EXTERNAL_NAME and not service.ports:
        return True
    if any(own.port is None for own in service.ports):
        return True  # that is the port at fault, and it may be the one that is meant
    return service.port(port) is not None or (isinstance(port, str) and port.isdigit())


def _meant(cluster: Cluster, service: Service, wanted: PortRef) -> tuple[ServicePort | None, str]:
    """The port that is meant, if that is evident, and what the message says about it."""
    for port in service.ports:
        if wanted in _targets(cluster, service, port):
            return port, f": that is the target port of its port {port}"
    names = {port.name: port for port in service.ports if port.name}
    if isinstance(wanted, str) and (name := nearest(wanted, names)):
        return names[name], f"; the nearest is {name}"
    ports = ", ".join(str(port) for port in service.ports) or "none"
    return (service.ports[0] if len(service.ports) == 1 else None), f" (its ports: {ports})"


def _targets(cluster: Cluster, service: Service, port: ServicePort) -> set[PortRef]:
    """A target port by every word for it: as written, and its number and name on the pods."""
    found: set[PortRef] = {port.target} if port.target else set()
    for pod in cluster.pods_of(service):
        number = pod.pod.resolve(port.target, port.protocol) if port.target else None
        found |= {number} if number else set()
        found |= {p.name for _, p in pod.pod.ports if p.name and p.number == number and p.protocol is port.protocol}
    return found
