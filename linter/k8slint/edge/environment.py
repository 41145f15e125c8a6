"""The environment of a container: its variables with what they refer to, and those that Services give it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from k8slint.edge.text import Text, expanded
from k8slint.model.cluster import Cluster
from k8slint.model.container import Container
from k8slint.model.service import Service, ServiceType
from k8slint.model.told import variables
from k8slint.model.workload import Workload


def environment(
    cluster: Cluster, workload: Workload, container: Container, services: Mapping[str, str]
) -> dict[str, Text]:
    """The variables whose values the input holds; a reference stands for what is before it, as in the kubelet."""
    known: dict[str, Text] = {}
    for told in variables(cluster, workload, container):
        known[told.key] = expanded(told, known, services)
    return known


def service_variables(cluster: Cluster) -> Mapping[str, Mapping[str, str]]:
    """For each namespace the variables that its Services give to every pod: the host as the Service's name."""
    return {namespace: dict(_variables(cluster, namespace)) for namespace in {s.namespace for s in cluster.services}}


def _variables(cluster: Cluster, namespace: str) -> Iterator[tuple[str, str]]:
    for service in cluster.services_in(namespace):
        if not service.headless and service.type is not ServiceType.EXTERNAL_NAME:
            yield from _of(service)


def _of(service: Service) -> Iterator[tuple[str, str]]:
    """`CART_SERVICE_HOST`, `CART_SERVICE_PORT` and `CART_SERVICE_PORT_HTTP`; `CART_PORT` is a URL of the first port."""
    stem = _word(service.name)
    yield f"{stem}_SERVICE_HOST", service.name
    for index, port in enumerate(service.ports):
        if index == 0:
            yield f"{stem}_SERVICE_PORT", str(port.port)
            yield f"{stem}_PORT", f"{port.protocol.lower()}://{service.name}:{port.port}"
        if port.name:
            yield f"{stem}_SERVICE_PORT_{_word(port.name)}", str(port.port)
        yield f"{stem}_PORT_{port.port}_{port.protocol}_ADDR", service.name


def _word(name: str) -> str:
    return name.upper().replace("-", "_")
