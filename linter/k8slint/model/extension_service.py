"""The Service that the API server calls for an extension."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.config import Config
from k8slint.model.api_extension import ApiCall, ServiceReference
from k8slint.model.cluster import Cluster
from k8slint.model.meta import Meta
from k8slint.model.placeholder import is_placeholder
from k8slint.model.service import Service


def api_calls(cluster: Cluster) -> Iterator[tuple[Meta, ApiCall]]:
    """Every call under review with its object, but for those whose Service something fills in later."""
    for extension in cluster.api_extensions:
        for call in extension.calls:
            if not is_placeholder(call.service.name) and not is_placeholder(call.service.namespace):
                yield extension.meta, call


def called_services(cluster: Cluster, reference: ServiceReference) -> tuple[Service, ...]:
    """Every definition of the Service: the input may hold variants of one object."""
    found = cluster.services_named(reference.name)
    own = tuple(service for service in found if service.namespace == reference.namespace)
    return own or tuple(service for service in found if _may_be_in(cluster, service, reference.namespace))


def _may_be_in(cluster: Cluster, service: Service, namespace: str) -> bool:
    """Whether it gets there: a Service without a namespace belongs where it is applied, and one that a kustomization
    moves takes the reference along. (kustomize: name reference transformer, default fields for Service)
    """
    meta = service.meta
    if meta.at.document.namespace is not None:
        return (meta.namespace_at.value or "default") == namespace
    return not meta.namespace_at.written and cluster.config.namespace == Config().namespace
