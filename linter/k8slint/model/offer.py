"""The ports that an endpoint of a monitor can name, by the words that its field takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from k8slint.inputs.at import At
from k8slint.model.backing import meant
from k8slint.model.cluster import Cluster
from k8slint.model.monitor import Monitor, MonitorEndpoint, PortField
from k8slint.model.monitored import monitored_pods, monitored_services
from k8slint.model.port import PortRef
from k8slint.model.service import Service
from k8slint.model.workload import Workload
from k8slint.record import dataclass


@dataclass(frozen=True)
class Offer:
    """A word for a port, and where it stands."""

    ref: PortRef
    at: At


def scraped_pods(cluster: Cluster, monitor: Monitor) -> tuple[Workload, ...]:
    """The pods that a monitor leads to, through Services or by itself."""
    services = monitored_services(cluster, monitor)
    return (*monitored_pods(cluster, monitor), *(w for service in services for w in meant(cluster, service)))


def offers(cluster: Cluster, monitor: Monitor, endpoint: MonitorEndpoint) -> tuple[Offer, ...]:
    """What the endpoint's field may say: names of the Services' ports, or names or numbers of the containers' ports."""
    if endpoint.by is PortField.PORT and not monitor.of_pods:
        return tuple(service_names(monitored_services(cluster, monitor)))
    found = pod_words(scraped_pods(cluster, monitor))
    if endpoint.by is PortField.TARGET_PORT:
        return tuple(found)
    wanted = str if endpoint.by is PortField.PORT else int
    return tuple(offer for offer in found if isinstance(offer.ref, wanted))


def service_names(services: Iterable[Service]) -> Iterator[Offer]:
    """The names of their ports."""
    for service in services:
        yield from (Offer(port.name, port.at / "name") for port in service.ports if port.name)


def pod_words(workloads: Iterable[Workload]) -> Iterator[Offer]:
    """The names and numbers of their ports, those of init containers too. (Prometheus: kubernetes_sd_config, pod)"""
    for workload in workloads:
        for port in (port for container in workload.pod.containers for port in container.ports):
            if port.name:
                yield Offer(port.name, port.at / "name")
            if port.number:
                yield Offer(port.number, port.number_at)
