"""Two ports of a Service have the same number and protocol, or the same name, or no name.

Why: the API server refuses the Service, so nothing of it is deployed.
Fix: give each port of a Service with several ports a name and a number of its own.
Silent: one number for two protocols; a single port without a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service, ServicePort
from k8slint.rule import rule


@rule(Severity.ERROR)
def service_port_clash(cluster: Cluster) -> Iterator[Problem]:
    for service in cluster.services:
        yield from _numbers(service)
        yield from _names(service)


def _numbers(service: Service) -> Iterator[Problem]:
    seen: dict[object, ServicePort] = {}
    for port in service.ports:
        first = seen.setdefault((port.port, port.protocol), port)
        if first is not port and port.port is not None:
            message = f"port {port.port}/{port.protocol} is taken by another port of this Service"
            yield Problem(port.port_at, message, related=(Related(first.port_at, "the first one"),))


def _names(service: Service) -> Iterator[Problem]:
    """All ports of a Service with several need names. (API reference: ServicePort.name)"""
    seen: dict[str, ServicePort] = {}
    for port in service.ports:
        if port.name is None:
            if len(service.ports) > 1:
                yield Problem(port.at, f"port {port.port} has no name; each of several ports needs one")
        elif (first := seen.setdefault(port.name, port)) is not port:
            related = (Related(first.at / "name", "the first one"),)
            yield Problem(port.at / "name", f"port name {port.name} is taken by port {first.port}", related=related)
