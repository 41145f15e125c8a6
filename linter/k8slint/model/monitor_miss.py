"""What a monitor that selects nothing was meant for, and which part of its selector nothing meets."""

from __future__ import annotations

from collections.abc import Sequence

from k8slint.model.cluster import Cluster
from k8slint.model.crowd import Crowd, crowd
from k8slint.model.label_miss import LabelMiss, label_miss, unmet_by
from k8slint.model.monitor import Monitor
from k8slint.model.monitored import monitored_namespaces
from k8slint.model.selection import Miss, near_miss
from k8slint.model.selector import Selector
from k8slint.model.service import Service
from k8slint.model.shown import lacking


def unmet(cluster: Cluster, monitor: Monitor) -> Selector:
    """The part of its selector that nothing meets where it looks."""
    if monitor.of_pods:
        return lacking(monitor.selector, _workloads(cluster, monitor))
    return unmet_by(monitor.selector, _services(cluster, monitor))


def monitor_miss(cluster: Cluster, monitor: Monitor) -> Miss | LabelMiss | None:
    """The pods or Services where it looks that it misses by letters."""
    if monitor.of_pods:
        return near_miss(monitor.selector, _workloads(cluster, monitor))
    return label_miss(monitor.selector, _services(cluster, monitor))


def _workloads(cluster: Cluster, monitor: Monitor) -> Crowd:
    return crowd(cluster, tuple(monitored_namespaces(cluster, monitor)))


def _services(cluster: Cluster, monitor: Monitor) -> Sequence[Service]:
    return [s for name in monitored_namespaces(cluster, monitor) for s in cluster.services_in(name)]
