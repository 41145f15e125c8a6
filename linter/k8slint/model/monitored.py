"""What monitors select: Services by their own labels, or pods, and the ports of either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from k8slint.inputs.at import At
from k8slint.model.backing import meant
from k8slint.model.cluster import Cluster
from k8slint.model.monitor import Monitor, MonitorEndpoint, Namespaces, PortField
from k8slint.model.port import PortRef
from k8slint.model.selector import Selector
from k8slint.model.service import Service
from k8slint.model.workload import Workload
from k8slint.record import dataclass

Key: TypeAlias = tuple[bool, Selector, frozenset[str] | Namespaces]
Words: TypeAlias = Mapping[PortRef, At]
"""Words for ports, and where each is first written."""


@dataclass(frozen=True)
class Selected:
    """`services` are none for a PodMonitor; `pods` are those that it selects, or those behind the Services."""

    services: tuple[Service, ...]
    pods: tuple[Workload, ...]

    def words(self, monitor: Monitor, endpoint: MonitorEndpoint) -> Words:
        """What the endpoint's field may say: names of the Services' ports, or names or numbers of containers' ports."""
        if endpoint.by is PortField.PORT:
            return self._container_names if monitor.of_pods else self._service_names
        return self._container_numbers if endpoint.by is PortField.PORT_NUMBER else self._container_words

    @cached_property
    def _service_names(self) -> Words:
        return _first((port.name, port.at / "name") for service in self.services for port in service.ports)

    @cached_property
    def _container_names(self) -> Words:
        return {word: at for word, at in self._container_words.items() if isinstance(word, str)}

    @cached_property
    def _container_numbers(self) -> Words:
        return {word: at for word, at in self._container_words.items() if isinstance(word, int)}

    @cached_property
    def _container_words(self) -> Words:
        """Those of init containers too. (Prometheus: kubernetes_sd_config, role pod)"""
        ports = [port for pod in self.pods for container in pod.pod.containers for port in container.ports]
        pairs = (
            (ref, at) for port in ports for ref, at in ((port.name, port.at / "name"), (port.number, port.number_at))
        )
        return _first(pairs)


def selected(cluster: Cluster, monitor: Monitor) -> Selected:
    """What a monitor selects; found once for all that select alike."""
    return cluster.once(_selections)[_key(monitor)]


def monitored_namespaces(cluster: Cluster, monitor: Monitor) -> Iterable[str]:
    """The namespaces in which a monitor looks, as far as the input knows them."""
    return cluster.known_namespaces if monitor.namespaces is Namespaces.ALL else sorted(monitor.namespaces)


def _key(monitor: Monitor) -> Key:
    return monitor.of_pods, monitor.selector, monitor.namespaces


def _selections(cluster: Cluster) -> dict[Key, Selected]:
    return {key: select(cluster, monitor) for key, monitor in {_key(m): m for m in cluster.monitors}.items()}


def select(cluster: Cluster, monitor: Monitor) -> Selected:
    """What a monitor selects, looked for now; for one that the input does not have."""
    if monitor.of_pods:
        names = monitored_namespaces(cluster, monitor)
        return Selected((), tuple(w for name in names for w in cluster.pods_selected_by(monitor.selector, name)))
    services = tuple(s for s in _candidates(cluster, monitor.selector) if _selects(monitor, s))
    return Selected(services, tuple(w for service in services for w in meant(cluster, service)))


def _selects(monitor: Monitor, service: Service) -> bool:
    is_covered = monitor.namespaces is Namespaces.ALL or service.namespace in monitor.namespaces
    return is_covered and monitor.selector.matches(service.meta.labels)


def _candidates(cluster: Cluster, selector: Selector) -> Sequence[Service]:
    """Services among which those that match are: the rarest label that the selector demands decides."""
    by_label = cluster.once(_services_by_label)
    return min((by_label.get(pair, ()) for pair in selector.equalities.items()), key=len, default=cluster.services)


def _services_by_label(cluster: Cluster) -> Mapping[tuple[str, str], Sequence[Service]]:
    groups: dict[tuple[str, str], list[Service]] = defaultdict(list)
    for service in cluster.services:
        for pair in service.meta.labels.items():
            groups[pair].append(service)
    return groups


def _first(pairs: Iterable[tuple[PortRef | None, At]]) -> Words:
    found: dict[PortRef, At] = {}
    for word, at in pairs:
        if word:
            found.setdefault(word, at)
    return found
