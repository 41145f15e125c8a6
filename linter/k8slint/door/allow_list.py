"""Allow-lists of Ingresses whose controller sees the addresses of nodes where clients are meant.

Source: ingress-nginx, "Source IP address" of the bare-metal considerations, and its ConfigMap (`use-proxy-protocol`,
`use-forwarded-headers`, `enable-real-ip`), with which a balancer in front hands on the client's address.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.door.controller import controllers
from k8slint.door.ingress_door import ALLOW_LISTS, allowed_sources
from k8slint.inputs.at import At
from k8slint.model.address import covered_family, is_private, touches_private
from k8slint.model.balancer import sends_to_pods
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service
from k8slint.model.workload import Workload
from k8slint.record import dataclass

_HANDED_ON = ("use-proxy-protocol", "use-forwarded-headers", "enable-real-ip")


@dataclass(frozen=True)
class BlindList:
    """An allow-list, and the Service behind which its controller is."""

    text: str
    at: At
    service: Service


def blind_lists(cluster: Cluster) -> Iterator[BlindList]:
    """Each allow-list whose declared controller is behind a Service that hides its clients."""
    for ingress in cluster.ingresses:
        key = next((key for key in ALLOW_LISTS if ingress.meta.annotations.get(key)), None)
        for controller in controllers(cluster, ingress)[:1] if key else ():
            if key and _is_of_clients(allowed_sources(ingress)) and (service := _hiding(cluster, controller)):
                yield BlindList(ingress.meta.annotations[key], ingress.meta.annotations.at_key(key), service)


def _is_of_clients(ranges: tuple[str, ...]) -> bool:
    """Whether they hold neither everyone nor ranges in which nodes may be."""
    return not covered_family(ranges) and not any(touches_private(r) or is_private(r) for r in ranges)


def _hiding(cluster: Cluster, controller: Workload) -> Service | None:
    """The Service through which all clients come, where it hides them."""
    services = [service for service in cluster.services_of(controller) if service.open_node_ports]
    if controller.pod.host_network or not services or _is_told(cluster, controller):
        return None
    return services[0] if all(_hides(service) for service in services) else None


def _hides(service: Service) -> bool:
    handed_on = any("proxy-protocol" in key for key in service.meta.annotations)
    return service.external_traffic_policy == "Cluster" and not sends_to_pods(service) and not handed_on


def _is_told(cluster: Cluster, controller: Workload) -> bool:
    """Whether the balancer in front hands the client's address on."""
    maps = (m for m in cluster.config_maps if (m.meta.namespace or "default") == controller.namespace)
    return any(found.data.get(key) == "true" for found in maps for key in _HANDED_ON)
