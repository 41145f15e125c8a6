"""Two containers of a pod declare the same port and protocol.

Why: the containers of a pod share one network namespace, so the second one to listen fails with "address already in
use" and restarts for ever. On the host network the API server refuses the pod.
Fix: let one of them listen on another port.
Silent: init containers, which end before the others start; a port that one container declares twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.container import Container, ContainerPort
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload
from k8slint.rule import rule


@rule(Severity.ERROR)
def container_port_conflict(cluster: Cluster) -> Iterator[Problem]:
    for workload in cluster.workloads:
        yield from _conflicts(workload)


def _conflicts(workload: Workload) -> Iterator[Problem]:
    first: dict[tuple[int, Protocol], tuple[Container, ContainerPort]] = {}
    for container, port in workload.pod.ports:
        if port.number is None:
            continue
        owner, other = first.setdefault((port.number, port.protocol), (container, port))
        if owner is not container:
            message = f"containers {owner.name} and {container.name} both declare {port.number}/{port.protocol}"
            yield Problem(port.number_at, message, related=(Related(other.number_at, f"in container {owner.name}"),))
