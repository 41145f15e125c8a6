"""Services whose own name, or port, is the slip: several places call what they nearly have, and nothing calls them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from k8slint.edge.setting_value import MOST_RELATED, SettingValue, setting_values
from k8slint.finding import Related
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service
from k8slint.record import dataclass


@dataclass(frozen=True)
class Misnamed:
    """`service` is called `wanted` at `places`, which are several, and by its own name nowhere."""

    service: Service
    wanted: str
    places: tuple[At, ...]

    @property
    def related(self) -> tuple[Related, ...]:
        """A few of those places."""
        return tuple(Related(at, f"{self.wanted} is called here") for at in self.places[:MOST_RELATED])


Key: TypeAlias = tuple[str, str]
"""A namespace, and the name of a Service in it."""


def misnamed_services(cluster: Cluster) -> Mapping[Key, Misnamed]:
    """By namespace and the name that is called."""
    places: dict[Key, list[At]] = {}
    for key, at in (*_told(cluster), *_declared(cluster)):
        places.setdefault(key, []).append(at)
    missing = {_key(value) for value in cluster.once(setting_values) if value.is_missing}
    found = (_misnamed(cluster, key, places) for key in sorted(missing) if len(places[key]) > 1)
    return {(each.service.namespace, each.wanted): each for each in found if each}


def _misnamed(cluster: Cluster, key: Key, places: Mapping[Key, list[At]]) -> Misnamed | None:
    namespace, wanted = key
    service = cluster.nearest_service(namespace, wanted)
    if service is None or (namespace, service.name) in places:
        return None
    return Misnamed(service, wanted, tuple(places[key]))


def _key(value: SettingValue) -> Key:
    return value.resolution.name.namespace, value.resolution.name.service


def _told(cluster: Cluster) -> Iterator[tuple[Key, At]]:
    """What containers are told to call."""
    return ((_key(value), value.host_at) for value in cluster.once(setting_values))


def _declared(cluster: Cluster) -> Iterator[tuple[Key, At]]:
    """What StatefulSets and Ingresses name."""
    for workload in cluster.workloads:
        if workload.service_name:
            yield (workload.namespace, workload.service_name), workload.meta.at / "spec" / "serviceName"
    for ingress in cluster.ingresses:
        yield from (((ingress.namespace, b.service), b.service_at) for b in ingress.backends if b.service)
