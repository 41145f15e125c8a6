"""Host ports: doors that lead straight to the pods of their workload. (API reference: ContainerPort.hostPort)"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.door.door import Door, DoorKind
from k8slint.door.way import Match, Way
from k8slint.model.cluster import Cluster
from k8slint.model.external_dns import own_names


def host_port_ways(cluster: Cluster) -> Iterator[Way]:
    """A way for each host port. One that is bound to the loopback address is no door."""
    for workload in cluster.workloads:
        for _, port in workload.pod.ports:
            if port.host_port and port.number and port.host_ip not in ("127.0.0.1", "::1"):
                nodes = (*own_names(workload.meta), *node_addresses(cluster))
                at = port.host_port_at
                door = Door(DoorKind.HOST_PORT, workload.meta, at, keeps_client=True, addresses=nodes)
                yield Way(
                    door,
                    Match(),
                    workload.namespace,
                    None,
                    port.number,
                    port.host_port_at,
                    listens=port.host_port,
                    protocol=port.protocol,
                )


def node_addresses(cluster: Cluster) -> tuple[str, ...]:
    """The addresses of the nodes that the input has."""
    return tuple(address for node in cluster.nodes for address in node.addresses)
