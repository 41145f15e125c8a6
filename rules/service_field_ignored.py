"""A field of a Service does nothing for its type.

Why: what the author meant by it does not happen: no node port, no address, no limit. Some of these fields the API
server refuses, so that nothing is deployed; those are errors.
Fix: give the Service the type that the field belongs to, or remove the field.
Silent: values that stand for the default, such as `nodePort: 0` or `sessionAffinity: None`. Ports of an ExternalName
Service are shown as info, for ingress controllers read them, and as a warning where they name another target.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service, ServicePort, ServiceType
from k8slint.rule import rule

BALANCER_ONLY = {
    "loadBalancerClass": Severity.ERROR,
    "loadBalancerSourceRanges": Severity.ERROR,
    "allocateLoadBalancerNodePorts": Severity.ERROR,
    "healthCheckNodePort": Severity.ERROR,
    "loadBalancerIP": Severity.WARNING,
}
"""Fields of type LoadBalancer. The API server refuses all but the last elsewhere. (API server: validateService)"""

ADDRESS_ONLY = {"sessionAffinity": "ClientIP", "internalTrafficPolicy": "Local"}
"""Fields that need a cluster address, and the value that asks for something."""


@rule(Severity.WARNING)
def service_field_ignored(cluster: Cluster) -> Iterator[Problem]:
    for service in cluster.services:
        if service.type is not ServiceType.LOAD_BALANCER:
            yield from _balancer(service)
        if service.type in (ServiceType.CLUSTER_IP, ServiceType.EXTERNAL_NAME) and not service.external_ips:
            yield from _only(service, "externalTrafficPolicy", "NodePort or LoadBalancer")
        if service.type is ServiceType.CLUSTER_IP:
            yield from _node_ports(service)
        if service.type is ServiceType.EXTERNAL_NAME:
            yield from _external_name(service)
        else:
            yield from _headless(service)


def _balancer(service: Service) -> Iterator[Problem]:
    for name, level in BALANCER_ONLY.items():
        at = service.spec_at / name
        if at.value not in (None, "", 0, []) or at.value is False:
            yield Problem(at, _words(service, name, level, "LoadBalancer"), level)


def _only(service: Service, name: str, types: str) -> Iterator[Problem]:
    at = service.spec_at / name
    if at.value:
        yield Problem(at, _words(service, name, Severity.ERROR, types), Severity.ERROR)


def _words(service: Service, name: str, level: Severity, types: str) -> str:
    verb = "is refused" if level is Severity.ERROR else "does nothing"
    return f"{name} {verb} on a Service of type {service.type}; it belongs to {types}"


def _node_ports(service: Service) -> Iterator[Problem]:
    for port in service.ports:
        if port.node_port:
            message = f"nodePort {port.node_port} is refused on a Service of type ClusterIP; it belongs to NodePort"
            yield Problem(port.node_port_at, message, Severity.ERROR)


def _external_name(service: Service) -> Iterator[Problem]:
    """A name has no endpoints, no address and no ports. (API reference: ServiceSpec.externalName)"""
    for name in ("selector", "clusterIP", "clusterIPs"):
        at = service.spec_at / name
        if at.value and name == "selector":
            yield Problem(at, "selector does nothing on a Service of type ExternalName: clients get the name alone")
        elif at.value:
            yield from _only(service, name, "the other types")
    for port in service.ports:
        yield _port(port)


def _port(port: ServicePort) -> Problem:
    at = port.at / "targetPort"
    if at.written and port.target != port.port:
        return Problem(at, f"targetPort {port.target} does nothing: clients of an ExternalName reach port {port.port}")
    message = f"port {port.port} does nothing on a Service of type ExternalName, except to an ingress controller"
    return Problem(port.port_at, message, Severity.INFO)


def _headless(service: Service) -> Iterator[Problem]:
    if service.external_name:
        yield Problem(service.spec_at / "externalName", "externalName does nothing without type ExternalName")
    if not service.headless:
        return
    if service.type is not ServiceType.CLUSTER_IP:
        message = f"clusterIP None is refused on a Service of type {service.type}"
        yield Problem(_cluster_ip_at(service), message, Severity.ERROR)
    for name, value in ADDRESS_ONLY.items():
        at = service.spec_at / name
        if at.value == value:
            yield Problem(at, f"{name} {value} does nothing on a headless Service: clients choose a pod themselves")


def _cluster_ip_at(service: Service) -> At:
    at = service.spec_at / "clusterIP"
    return at if at.value else service.spec_at / "clusterIPs"
