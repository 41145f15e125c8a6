"""A Service's port and the container port of that number have different protocols.

Why: the Service passes on one protocol and the container seems to listen on the other, so nobody answers.
Fix: give the Service's port the protocol of the container port, or mend the declaration.
Silent: pods that declare the number for both protocols; Services that carry the declared protocol to that number as
well; named target ports, which resolve by name and protocol (`service-target-port-unresolved`).
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.model.backing import backing
from k8slint.model.cluster import Cluster
from k8slint.model.container import ContainerPort
from k8slint.model.service import Service, ServicePort
from k8slint.model.workload import Workload
from k8slint.rule import rule


@rule(Severity.WARNING)
def service_protocol_mismatch(cluster: Cluster) -> Iterator[Problem]:
    for service in cluster.services:
        for port in service.ports:
            found = [(pod, other) for pod in backing(cluster, service) if (other := _other(pod, port))]
            if found and not _carries(service, port, found[0][1]):
                yield _problem(port, *found[0])


def _other(pod: Workload, port: ServicePort) -> ContainerPort | None:
    """The container port of the targeted number, where it has another protocol only."""
    declared = [p for _, p in pod.pod.ports if p.number == port.target]
    return next(iter(declared), None) if all(p.protocol is not port.protocol for p in declared) else None


def _carries(service: Service, port: ServicePort, declared: ContainerPort) -> bool:
    return any(p.target == port.target and p.protocol is declared.protocol for p in service.ports)


def _problem(port: ServicePort, pod: Workload, declared: ContainerPort) -> Problem:
    at = port.at / "protocol"
    message = f"port {port.port} is {port.protocol}, and {pod.kind} {pod.name} declares {declared}"
    related = (Related(declared.number_at, f"declared for {declared.protocol}"),)
    fix = Fix.replace(at, str(declared.protocol), f"protocol {declared.protocol}") if at.written else None
    return Problem(at, message, verdict=Verdict.ASSUMED, related=related, fix=fix)
