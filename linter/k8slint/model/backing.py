"""The pods behind a Service: which of those that it selects are meant, and which of their ports."""

from __future__ import annotations

from k8slint.model.cluster import Cluster
from k8slint.model.service import Service, ServicePort, ServiceType
from k8slint.model.workload import Workload
from k8slint.near import is_digit_slip, is_slip


def backing(cluster: Cluster, service: Service) -> tuple[Workload, ...]:
    """The workloads that a Service selects, without those that match by accident.

    Pods of hooks, Jobs and CronJobs do, unless there are no others; Jobs may serve then, hooks never do.
    """
    if service.type is ServiceType.EXTERNAL_NAME:
        return ()
    pods = [w for w in cluster.pods_of(service) if not w.is_hook]
    return tuple([w for w in pods if not w.is_transient] or pods)


def strangers(cluster: Cluster, service: Service) -> tuple[Workload, ...]:
    """Selected workloads that have nothing to do with the Service: none of its ports fits them, and some fit others."""
    pods = backing(cluster, service)
    at_home = [w for w in pods if any(_serves(w, port) for port in service.ports)]
    if not at_home:
        return ()
    return tuple(w for w in pods if _is_strange(w, service, at_home))


def meant(cluster: Cluster, service: Service) -> tuple[Workload, ...]:
    """The workloads behind a Service whose containers are known, without the strangers among them."""
    odd = strangers(cluster, service)
    return tuple(w for w in backing(cluster, service) if w.pod.containers and w not in odd)


def fits(workload: Workload, port: ServicePort) -> bool:
    """Whether nothing speaks against a port: a name resolves, a number is declared or the pods declare none.

    A pod without containers is one of which only the labels are known.
    """
    if port.target is None or not workload.pod.containers:
        return True
    if isinstance(port.target, str):
        return workload.pod.resolve(port.target, port.protocol) is not None
    return _serves(workload, port) or not any(workload.pod.ports)


def _serves(workload: Workload, port: ServicePort) -> bool:
    """Whether the pods declare the port that a Service targets, whatever its protocol."""
    wanted = "number" if isinstance(port.target, int) else "name"
    return any(getattr(declared, wanted) == port.target for _, declared in workload.pod.ports)


def _is_strange(workload: Workload, service: Service, at_home: list[Workload]) -> bool:
    if not service.ports or any(fits(workload, port) for port in service.ports):
        return False
    if any(w.name == workload.name for w in at_home):
        return False  # the same object, written twice
    names = {port.name for _, port in workload.pod.ports if port.name}
    numbers = {port.number for _, port in workload.pod.ports}
    return not any(_is_alike(port, names, numbers, at_home) for port in service.ports)


def _is_alike(port: ServicePort, names: set[str], numbers: set[int | None], at_home: list[Workload]) -> bool:
    """Whether ports of that name or number would serve it but for a slip."""
    if not isinstance(port.target, str):
        return any(number and is_digit_slip(port.target or 0, number) for number in numbers)
    meant = {w.pod.resolve(port.target, port.protocol) for w in at_home} - {None}
    return bool(meant & numbers) or any(is_slip(port.target, name) for name in names)
