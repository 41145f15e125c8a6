"""A container port whose name is a slip of what everybody calls it."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.container import ContainerPort
from k8slint.model.workload import Workload
from k8slint.near import is_slip
from k8slint.record import dataclass


@dataclass(frozen=True)
class Misnomer:
    """`port` is called `wanted` in `places`, which are several, and by its own name nowhere."""

    port: ContainerPort
    wanted: str
    places: tuple[At, ...]


def misnomer(cluster: Cluster, workload: Workload, wanted: str) -> Misnomer | None:
    """The port that was meant by a name that no port of the pods has; None where the name itself may be the slip."""
    near = [port for _, port in workload.pod.ports if port.name and is_slip(wanted, port.name)]
    unused = [port for port in near if not any(_places(cluster, workload, port.name or ""))]
    places = tuple(_places(cluster, workload, wanted))
    return Misnomer(unused[0], wanted, places) if len(unused) == 1 and len(places) > 1 else None


def _places(cluster: Cluster, workload: Workload, name: str) -> Iterator[At]:
    """Where Services and the pods' own probes speak of a port of that name, Services first."""
    for service in cluster.services_of(workload):
        yield from (port.target_at for port in service.ports if port.target == name)
    for container in workload.pod.containers:
        yield from (probe.port_at for probe in container.probes if probe.port == name)
