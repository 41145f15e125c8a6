"""Services that take connections from any address outside of the cluster."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.model.service import Service, ServicePort
from k8slint.model.workload import Workload
from k8slint.reach.stranger import Openness, Subject


def open_to_outside(cluster: Cluster, service: Service) -> Iterator[tuple[ServicePort, Workload]]:
    """The ports of a Service, and one pod each, whose policies let in every IPv4 address; policies may be none."""
    subjects = cluster.once(_subjects)
    for port in service.ports:
        for workload in cluster.pods_of(service):
            number = workload.pod.resolve(port.target, port.protocol) if port.target else None
            if number and _lets_all_in(cluster, workload, subjects.get(workload.id, []), port, number):
                yield port, workload
                break


def is_settled(cluster: Cluster, workload: Workload) -> bool:
    """Whether rules of the input let them in: those of other policies would only add. Else a policy may close it."""
    openness, subjects = cluster.once(Openness.of), cluster.once(_subjects).get(workload.id, [])
    return workload.pod.host_network or any(openness.rules(subject, Direction.INGRESS) for subject in subjects)


def _subjects(cluster: Cluster) -> dict[str, list[Subject]]:
    found: dict[str, list[Subject]] = {}
    for subject in cluster.once(Openness.of).subjects:
        for workload in subject.workloads:
            found.setdefault(workload.id, []).append(subject)
    return found


def _lets_all_in(cluster: Cluster, workload: Workload, subjects: list[Subject], port: ServicePort, number: int) -> bool:
    """Pods on the host network are bound by no policy."""
    if workload.pod.host_network:
        return True
    openness = cluster.once(Openness.of)
    atom = openness.reach.port_atoms.atom(port.protocol, number)
    return any(openness.ports(s, Direction.INGRESS, openness.addresses(4)) & atom for s in subjects)
