"""A Service that something sends to and the input lacks."""

from __future__ import annotations

from k8slint.model.absence import service_elsewhere
from k8slint.model.cluster import Cluster
from k8slint.model.placeholder import is_placeholder
from k8slint.model.service import Service
from k8slint.record import dataclass


@dataclass(frozen=True)
class ServiceMiss:
    """`nearest` is the one Service of the namespace with nearly that name, `elsewhere` one of that name in another."""

    nearest: Service | None
    elsewhere: Service | None


def service_miss(cluster: Cluster, namespace: str, name: str) -> ServiceMiss | None:
    """None where the Service is there, or may come from outside of the input."""
    if not name or is_placeholder(name) or cluster.service(namespace, name):
        return None
    if service_elsewhere(cluster, namespace, name):
        return None
    return ServiceMiss(cluster.nearest_service(namespace, name), next(iter(cluster.services_named(name)), None))
