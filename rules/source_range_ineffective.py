"""A load balancer's source ranges keep nobody out.

Why: `loadBalancerSourceRanges` is what keeps strangers from the balancer. Ranges that together cover every address are
the same as none, and the older annotation beside the field is not read. And they filter the balancer's address only: a
node port of the same Service stays open to whoever reaches a node.
Fix: list the clients' ranges; set `allocateLoadBalancerNodePorts: false` where the balancer does not need node ports,
else leave the `nodePort` to the API server and close the range in the nodes' firewall.
Silent: types other than LoadBalancer, where `service-field-ignored` speaks; node ports that the manifest does not ask
for; ranges of the field that are no CIDR, which the API server refuses and `manifest-invalid` reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.inputs.at import At
from k8slint.model.address import covered_family, network
from k8slint.model.balancer import SOURCE_RANGES, source_ranges
from k8slint.model.cluster import Cluster
from k8slint.model.placeholder import is_placeholder
from k8slint.model.service import Service, ServiceType
from k8slint.rule import rule


@rule(Severity.WARNING)
def source_range_ineffective(cluster: Cluster) -> Iterator[Problem]:
    for service in cluster.services:
        if service.type is ServiceType.LOAD_BALANCER and source_ranges(service):
            yield from _unread(service)
            yield from _covering(service) or _bypassed(service)


def _unread(service: Service) -> Iterator[Problem]:
    """What is written in the annotation, and is no range or stands beside the field."""
    annotations, field = service.meta.annotations, service.load_balancer_source_ranges
    if SOURCE_RANGES not in annotations:
        return
    at = annotations.at_key(SOURCE_RANGES)
    if field:
        related = (Related(service.source_ranges_at, "the field"),)
        yield Problem(at, "the annotation is not read beside loadBalancerSourceRanges", related=related)
        return
    bad = next((text for text in source_ranges(service) if not network(text) and not is_placeholder(text)), None)
    if bad:
        yield Problem(at, f"{bad} is no address range, so that the balancer is not set up")


def _covering(service: Service) -> list[Problem]:
    ranges = source_ranges(service)
    family = covered_family(ranges)
    if family is None:
        return []
    whole = next((i for i, text in enumerate(ranges) if covered_family([text])), None)
    if whole is not None:
        return [Problem(_at(service, whole), f"{ranges[whole]} is every IPv{family} address: it keeps nobody out")]
    return [Problem(_at(service), f"{', '.join(ranges)} together are every IPv{family} address: they keep nobody out")]


def _at(service: Service, index: int | None = None) -> At:
    """Where the ranges, or one of them, are written."""
    if not service.load_balancer_source_ranges:
        return service.meta.annotations.at_key(SOURCE_RANGES)
    return service.source_ranges_at if index is None else service.source_ranges_at / index


def _bypassed(service: Service) -> list[Problem]:
    port = next((port for port in service.ports if port.node_port), None)
    if port is None or not service.allocates_node_ports:
        return []
    message = (
        f"node port {port.node_port} is open to whoever reaches a node: the source ranges filter only the balancer"
    )
    return [Problem(port.node_port_at, message, related=(Related(_at(service), "the source ranges"),))]
