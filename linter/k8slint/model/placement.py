"""Which nodes pods share, as far as their templates say."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from k8slint.model.workload import Workload

OS_LABEL = "kubernetes.io/os"
HOST_LABEL = "kubernetes.io/hostname"


class Sharing(Enum):
    """Whether some node runs pods of both of two workloads."""

    NEVER = "never"
    MAYBE = "maybe"
    ALWAYS = "always"


def sharing(one: Workload, other: Workload) -> Sharing:
    """Whether two workloads meet on a node.

    A DaemonSet runs on every node that it fits; where another pod goes is known only when its template pins it.
    Node affinity is not read: with it, two workloads are taken not to meet.
    """
    if one.pod.has_node_affinity or other.pod.has_node_affinity or 0 in (one.replicas, other.replicas):
        return Sharing.NEVER
    first, second = _labels(one), _labels(other)
    if any(second.get(key, value) != value for key, value in first.items()):
        return Sharing.NEVER
    daemons = [one.kind, other.kind].count("DaemonSet")
    if first == second and (daemons == 2 or HOST_LABEL in first):
        return Sharing.ALWAYS
    narrowed = first == second and set(first) > {OS_LABEL}
    return Sharing.MAYBE if daemons or narrowed else Sharing.NEVER


def _labels(workload: Workload) -> Mapping[str, str]:
    """The labels of its nodes. Without a word about the system it is Linux, for Windows nodes are kept apart."""
    name = {HOST_LABEL: workload.pod.node_name} if workload.pod.node_name else {}
    return {OS_LABEL: "linux", **workload.pod.node_selector, **name}
