"""A load balancer's source ranges keep nobody out.

Why: `loadBalancerSourceRanges` is what keeps strangers from the balancer. Ranges that together cover every address are
the same as none. And they filter the balancer's address only: a node port of the same Service stays open to whoever
reaches a node.
Fix: list the clients' ranges; set `allocateLoadBalancerNodePorts: false` where the balancer does not need node ports,
else leave the `nodePort` to the API server and close the range in the nodes' firewall.
Silent: types other than LoadBalancer, where `service-field-ignored` speaks; node ports that the manifest does not ask
for; ranges that are no CIDR, which the API server refuses and `manifest-invalid` reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.address import covered_family
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service, ServiceType
from k8slint.rule import rule


@rule(Severity.WARNING)
def source_range_ineffective(cluster: Cluster) -> Iterator[Problem]:
    for service in cluster.services:
        if service.type is ServiceType.LOAD_BALANCER and service.load_balancer_source_ranges:
            yield from _covering(service) or _bypassed(service)


def _covering(service: Service) -> list[Problem]:
    ranges = service.load_balancer_source_ranges
    family = covered_family(ranges)
    if family is None:
        return []
    at = service.source_ranges_at
    whole = next((i for i, text in enumerate(ranges) if covered_family([text])), None)
    if whole is not None:
        return [Problem(at / whole, f"{ranges[whole]} is every IPv{family} address: it keeps nobody out")]
    return [Problem(at, f"{', '.join(ranges)} together are every IPv{family} address: they keep nobody out")]


def _bypassed(service: Service) -> list[Problem]:
    port = next((port for port in service.ports if port.node_port), None)
    if port is None or not service.allocates_node_ports:
        return []
    message = (
        f"node port {port.node_port} is open to whoever reaches a node: the source ranges filter only the balancer"
    )
    return [Problem(port.node_port_at, message, related=(Related(service.source_ranges_at, "the source ranges"),))]
