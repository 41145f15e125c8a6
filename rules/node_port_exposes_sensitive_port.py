"""A NodePort or open LoadBalancer leads to a database, cache, queue, debugger or administrative port.

Why: such ports trust whoever reaches them; a NodePort opens them on every address of every node, a load balancer
often on the internet, past every Ingress and its authentication.
Fix: make the Service ClusterIP and reach it from inside, through `kubectl port-forward` or a VPN; where a balancer is
meant, make it internal or list its clients in `loadBalancerSourceRanges`.
Silent: internal load balancers, and those with source ranges; metrics and exporter ports. Where the input has none of
the Service's pods, so that only its own ports tell what is behind it, this is information.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.balancer import limits_sources
from k8slint.model.balancer_side import is_internal
from k8slint.model.cluster import Cluster
from k8slint.model.sensitive_server import sensitive_server
from k8slint.model.service import Service, ServicePort, ServiceType
from k8slint.rule import rule


@rule(Severity.WARNING)
def node_port_exposes_sensitive_port(cluster: Cluster) -> Iterator[Problem]:
    for service in cluster.services:
        if not _is_open(cluster, service):
            continue
        pods = cluster.pods_of(service)
        found = [(port, what) for port in service.ports if (what := sensitive_server(port, pods))]
        if found:
            yield _problem(service, found, Severity.WARNING if pods else Severity.INFO)


def _is_open(cluster: Cluster, service: Service) -> bool:
    if service.type is ServiceType.LOAD_BALANCER:
        return not is_internal(cluster, service) and not limits_sources(service)
    return service.type is ServiceType.NODE_PORT


def _problem(service: Service, found: list[tuple[ServicePort, str]], level: Severity) -> Problem:
    ports = ", ".join(f"{what} ({port.port}/{port.protocol})" for port, what in found)
    balancer = service.type is ServiceType.LOAD_BALANCER
    where = "to everyone who reaches its load balancer" if balancer else "on every node"
    related = tuple(Related(port.port_at, what) for port, what in found)
    return Problem(service.type_at, f"type {service.type} opens {ports} {where}", level, related=related)
