"""What monitors select: Services by their own labels, or pods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from k8slint.model.cluster import Cluster
from k8slint.model.monitor import Monitor, Namespaces
from k8slint.model.service import Service
from k8slint.model.workload import Workload

Label = tuple[str, str]


def monitored_services(cluster: Cluster, monitor: Monitor) -> tuple[Service, ...]:
    """The Services that a ServiceMonitor selects; none for a PodMonitor."""
    if monitor.of_pods:
        return ()
    found = _candidates(cluster, monitor)
    return tuple(s for s in found if _covers(monitor, s.namespace) and monitor.selector.matches(s.meta.labels))


def monitored_pods(cluster: Cluster, monitor: Monitor) -> tuple[Workload, ...]:
    """The workloads whose pods a PodMonitor selects; none for a ServiceMonitor."""
    if not monitor.of_pods:
        return ()
    found = (
        cluster.pods_selected_by(monitor.selector, namespace) for namespace in monitored_namespaces(cluster, monitor)
    )
    return tuple(workload for workloads in found for workload in workloads)


def monitored_namespaces(cluster: Cluster, monitor: Monitor) -> Iterable[str]:
    """The namespaces in which a monitor looks, as far as the input knows them."""
    return cluster.known_namespaces if monitor.namespaces is Namespaces.ALL else sorted(monitor.namespaces)


def _covers(monitor: Monitor, namespace: str) -> bool:
    return monitor.namespaces is Namespaces.ALL or namespace in monitor.namespaces


def _candidates(cluster: Cluster, monitor: Monitor) -> Sequence[Service]:
    """Services among which those that match are: the rarest label that the selector demands decides."""
    by_label = cluster.once(_services_by_label)
    found = (by_label.get(pair, ()) for pair in monitor.selector.equalities.items())
    return min(found, key=len, default=cluster.services)


def _services_by_label(cluster: Cluster) -> Mapping[Label, Sequence[Service]]:
    groups: dict[Label, list[Service]] = defaultdict(list)
    for service in cluster.services:
        for pair in service.meta.labels.items():
            groups[pair].append(service)
    return groups
