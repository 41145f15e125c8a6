"""The Services of an input by the ports that they have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from k8slint.model.cluster import Cluster
from k8slint.model.port import PortRef
from k8slint.model.service import Service


def services_by_port(cluster: Cluster) -> Mapping[tuple[str, PortRef], list[Service]]:
    """By namespace and number; each once, in the order of the input."""
    found: dict[tuple[str, PortRef], list[Service]] = defaultdict(list)
    for service in cluster.services:
        for number in {port.port for port in service.ports if port.port is not None}:
            found[service.namespace, number].append(service)
    return found
