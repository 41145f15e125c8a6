"""Where connections to a Service's port end."""

from __future__ import annotations

from collections.abc import Iterator

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
