"""A pod uses one port name for two different ports.

Why: a Service, a NetworkPolicy or a monitor that names the port gets the first one in the order of the containers,
and the API server warns about it. Within one container the API server refuses the object.
Fix: give each port of the pod a name of its own.
Silent: the same name for different protocols in different containers, which resolves by name and protocol; the same
number in two containers, which `container-port-conflict` reports; init containers, whose ports are not the pod's.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.container import Container, ContainerPort
from k8slint.model.workload import Workload
from k8slint.rule import rule


@rule(Severity.ERROR)
def port_name_not_unique(cluster: Cluster) -> Iterator[Problem]:
    for workload in cluster.workloads:
        for container in workload.pod.containers:
            yield from _in_container(container)
        yield from _across_containers(workload)


def _in_container(container: Container) -> Iterator[Problem]:
    """Whatever number and protocol. (API server: validation of containers[].ports[].name)"""
    first: dict[str, ContainerPort] = {}
    for port in container.ports:
        if port.name and (other := first.setdefault(port.name, port)) is not port:
            message = f"container {container.name} names two ports {port.name}: {_port(other)} and {_port(port)}"
            yield Problem(port.at / "name", message, related=(Related(other.at / "name", "the first one"),))


def _across_containers(workload: Workload) -> Iterator[Problem]:
    """A warning: what names the port still finds one, though maybe not the one that is meant."""
    first: dict[tuple[str, str], tuple[Container, ContainerPort]] = {}
    for container, port in workload.pod.ports:
        if not port.name:
            continue
        owner, other = first.setdefault((port.name, port.protocol), (container, port))
        if owner is not container and other.number != port.number:
            message = (
                f"{port.name} is {_port(port)} here and {_port(other)} in container {owner.name}; "
                f"what names the port gets {other.number}"
            )
            related = (Related(other.at / "name", f"in container {owner.name}"),)
            yield Problem(port.at / "name", message, Severity.WARNING, related=related)


def _port(port: ContainerPort) -> str:
    return f"{port.number}/{port.protocol}"
