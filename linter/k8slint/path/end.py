"""Where connections to a Service's port end."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.model.cluster import Cluster
from k8slint.model.listening import listening
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload
from k8slint.record import dataclass


@dataclass(frozen=True)
class End:
    """Pods, and the number of their port."""

    workload: Workload
    protocol: Protocol
    number: int


def pod_names(workload: Workload) -> Iterator[str]:
    """The names of its pods, as far as they are known."""
    yield workload.name
    yield from workload.runtime_labels.get("statefulset.kubernetes.io/pod-name") or ()


def is_served(cluster: Cluster, end: End) -> bool:
    """A port that pods do not declare, though they declare others, is the matter of service-target-port-undeclared."""
    ports = [port for _, port in end.workload.pod.ports if port.protocol is end.protocol]
    declared = not ports or any(port.number == end.number for port in ports)
    return declared or listening(cluster, end.workload, end.number) is not None
