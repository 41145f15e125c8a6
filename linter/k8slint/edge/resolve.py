"""What an edge's name and port mean in the input: the Service, its port, the pods behind it and their port.

(API reference: Service; Kubernetes documentation: "Headless Services", "Type: ExternalName")
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.edge.edge import Edge
from k8slint.edge.host import service_name
from k8slint.edge.name import ServiceName
from k8slint.model.absence import service_elsewhere
from k8slint.model.backing import backing
from k8slint.model.cluster import Cluster
from k8slint.model.port import PortRef
from k8slint.model.service import Service, ServicePort, ServiceType
from k8slint.model.workload import Workload
from k8slint.record import dataclass

MOST_NAMES = 10
"""ExternalName Services that are followed; a longer chain, or a circle, leads nowhere."""


@dataclass(frozen=True)
class Resolution:
    """`service` is None where the input has none, and `elsewhere` then why it may exist all the same.

    `port` is the Service's that is meant, None where nothing says which or the Service lacks it. `name` is the one that
    was asked for last, behind the ExternalName Services on the way.
    """

    name: ServiceName
    service: Service | None = None
    port: ServicePort | None = None
    elsewhere: str | None = None

    @property
    def leaves(self) -> bool:
        """Whether an ExternalName Service leads out of the input."""
        return self.service is not None and self.service.type is ServiceType.EXTERNAL_NAME


def resolve(cluster: Cluster, edge: Edge) -> Resolution | None:
    """What the name of an edge means; None where it calls pods directly."""
    if isinstance(edge.callee, Workload):
        return None
    name = edge.callee
    for _ in range(MOST_NAMES):
        service = _service(cluster, name, edge.port)
        if service is None:
            return Resolution(name, elsewhere=service_elsewhere(cluster, name.namespace, name.service))
        if service.type is not ServiceType.EXTERNAL_NAME:
            return Resolution(name, service, _port(service, edge.port))
        following = service_name(cluster, service.namespace, service.external_name or "")
        if following is None or not cluster.service(following.namespace, following.service):
            return Resolution(name, service)
        name = following
    return Resolution(name, service)


def targets(cluster: Cluster, edge: Edge) -> Iterator[tuple[Workload, int | None]]:
    """The pods that a connection ends at, each with its port; None where nothing says which."""
    if isinstance(edge.callee, Workload):
        yield edge.callee, edge.callee.pod.resolve(edge.port, edge.protocol) if edge.port else None
        return
    found = resolve(cluster, edge)
    if found is None or found.service is None or found.leaves:
        return
    for workload in backing(cluster, found.service):
        if found.name.pod is None or found.name.pod.startswith(f"{workload.name}-"):
            yield workload, _pod_port(workload, found.service, found.port, edge)


def _service(cluster: Cluster, name: ServiceName, port: PortRef | None) -> Service | None:
    """The last definition of that name, or one that has the port where the input holds variants of one Service."""
    last = cluster.service(name.namespace, name.service)
    if last is None or port is None or last.port(port):
        return last
    variants = (s for s in cluster.definitions(name.namespace, name.service) if s.port(port))
    return next(variants, last)


def _port(service: Service, port: PortRef | None) -> ServicePort | None:
    if port is not None:
        return service.port(port)
    return service.ports[0] if len(service.ports) == 1 else None


def _pod_port(workload: Workload, service: Service, port: ServicePort | None, edge: Edge) -> int | None:
    """Clients of a headless Service call the pods' own port, whatever the Service says."""
    if service.headless and isinstance(edge.port, int):
        return edge.port
    return workload.pod.resolve(port.target, port.protocol) if port and port.target else None
