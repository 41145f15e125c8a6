"""A nodePort lies outside the cluster's node port range.

Why: the API server refuses the Service; the range is a flag of the API server, 30000-32767 by default.
Fix: choose a port of the range, or leave `nodePort` out and let the API server choose; where the cluster has another
range, say so with `cluster.nodePortRange` in the configuration.
Silent: types that open no node port; numbers that are no port at all, which `manifest-invalid` reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.port import MAX_PORT
from k8slint.rule import rule


@rule(Severity.ERROR)
def node_port_out_of_range(cluster: Cluster) -> Iterator[Problem]:
    first, last = cluster.config.profile.node_port_range
    for service in cluster.services:
        for port in service.open_node_ports:
            number = port.node_port
            if number is not None and 0 < number <= MAX_PORT and not first <= number <= last:
                yield Problem(port.node_port_at, f"node port {number} is outside the cluster's range {first}-{last}")
