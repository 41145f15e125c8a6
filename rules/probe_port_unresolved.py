"""A probe or lifecycle hook names a port that its container does not declare.

Why: the kubelet looks the name up in the probed container alone. A name that it does not find fails the probe: the
pod never gets ready, or restarts for ever.
Fix: name a port of this container, or write the number.
Silent: numbers, which need no declaration, unless they look like a slip of a declared one (shown as info): two
digits swapped, a digit too many or too few, or one other digit while another probe of the container has the declared
number.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Edit, Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.container import Container, ContainerPort, Probe
from k8slint.model.misnomer import misnomer
from k8slint.model.workload import Workload
from k8slint.near import is_port_slip, nearest
from k8slint.rule import rule


@rule(Severity.ERROR)
def probe_port_unresolved(cluster: Cluster) -> Iterator[Problem]:
    for workload in cluster.workloads:
        for container in workload.pod.containers:
            for name in dict.fromkeys(probe.port for probe in container.probes if isinstance(probe.port, str)):
                if not _is_misnomer(cluster, workload, name):
                    yield from _named(workload, container, name)
            for probe in container.probes:
                if isinstance(probe.port, int) and probe.host is None:
                    yield from _numbered(workload, container, probe, probe.port)


def _is_misnomer(cluster: Cluster, workload: Workload, name: str) -> bool:
    """Whether a Service means the same port, so that `service-target-port-unresolved` reports the port's own name."""
    named = any(port.target == name for service in cluster.services_of(workload) for port in service.ports)
    return named and misnomer(cluster, workload, name) is not None


def _named(workload: Workload, container: Container, name: str) -> Iterator[Problem]:
    """One problem however many probes share the name.

    Protocols do not count here, and a quoted number is the schema's matter. (kubelet: ResolveContainerPort)
    """
    first, *others = (probe for probe in container.probes if probe.port == name)
    names = {port.name: port for port in container.ports if port.name}
    if name in names or name.isdigit() or not name:
        return
    elsewhere = next(((c, p) for c, p in workload.pod.ports if p.name == name), None)
    meant = nearest(name, names)
    declared = ", ".join(str(port) for port in container.ports) or "none"
    message = f"container {container.name} declares no port named {name} (declared: {declared})"
    related: tuple[Related, ...] = (Related(names[meant].at / "name", "the nearest name"),) if meant else ()
    if elsewhere:
        message += f"; container {elsewhere[0].name} does, but a probe looks in its own container only"
        related += (Related(elsewhere[1].at / "name", f"in container {elsewhere[0].name}"),)
    related += tuple(Related(probe.port_at, "probed here, too") for probe in others)
    edits = tuple(Edit(probe.port_at.location, written(meant or "")) for probe in (first, *others))
    yield Problem(first.port_at, message, related=related, fix=Fix(f"probe port {meant}", edits) if meant else None)


def _numbered(workload: Workload, container: Container, probe: Probe, number: int) -> Iterator[Problem]:
    if any(port.number == number for _, port in workload.pod.ports):
        return
    probed = {other.port for other in container.probes}
    meant = [port for port in container.ports if port.number and _is_slip(number, port, probed)]
    if len(meant) == 1:
        message = f"container {container.name} declares no port {number}; the nearest is {meant[0]}"
        related = (Related(meant[0].number_at, "the nearest port"),)
        fix = Fix.replace(probe.port_at, str(meant[0].number), f"probe port {meant[0].number}")
        yield Problem(probe.port_at, message, Severity.INFO, Verdict.ASSUMED, related, fix)


def _is_slip(number: int, declared: ContainerPort, probed: set[int | str | None]) -> bool:
    other = declared.number or 0
    if is_port_slip(number, other):
        return True
    same = sum(a == b for a, b in zip(str(number), str(other), strict=False))
    return other in probed and len(str(number)) == len(str(other)) == same + 1
