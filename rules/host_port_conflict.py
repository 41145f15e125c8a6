"""Two workloads that run on the same nodes take the same port of the node.

Why: the scheduler puts only one of the two pods on a node; the other one stays Pending. Within one pod the API server
refuses the second use.
Fix: take another `hostPort`, or none and use a Service; or keep the two apart with `nodeSelector`.
Silent: pods with node affinity, different protocols or different `hostIP`s, and pairs without a DaemonSet, which the
scheduler spreads, unless both are pinned to the same node or the same `nodeSelector`. Ports that a pod on the host
network declares count as ports of the node.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity, Verdict
from k8slint.model.cluster import Cluster
from k8slint.model.container import ContainerPort
from k8slint.model.placement import Sharing, sharing
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload
from k8slint.rule import rule

ANY_ADDRESS = (None, "0.0.0.0", "::")


@rule(Severity.WARNING)
def host_port_conflict(cluster: Cluster) -> Iterator[Problem]:
    taken: dict[tuple[int, Protocol], list[tuple[Workload, ContainerPort]]] = defaultdict(list)
    for workload in cluster.workloads:
        own = [port for _, port in workload.pod.ports if port.host_port]
        yield from _within(own)
        for port in own:
            others = taken[port.host_port or 0, port.protocol]
            yield from _between(workload, port, others)
            others.append((workload, port))


def _within(ports: list[ContainerPort]) -> Iterator[Problem]:
    """One pod, twice; on the host network `container-port-conflict` says so already."""
    first: dict[tuple[int | None, Protocol, str | None], ContainerPort] = {}
    for port in ports:
        other = first.setdefault((port.host_port, port.protocol, port.host_ip), port)
        if other is not port and other.number != port.number:
            message = f"the pod takes {_name(port)} for {other.number} and for {port.number}"
            yield Problem(port.host_port_at, message, Severity.ERROR, related=(Related(other.host_port_at, "first"),))


def _between(
    workload: Workload, port: ContainerPort, others: list[tuple[Workload, ContainerPort]]
) -> Iterator[Problem]:
    for rival, other in others:
        met = sharing(rival, workload)
        if met is Sharing.NEVER or _same(rival, workload) or not _addresses_overlap(port, other):
            continue
        related = (Related(other.host_port_at, f"{rival.kind} {rival.name}"),)
        message = f"{rival.kind} {rival.name} in namespace {rival.namespace} takes {_name(port)} "
        if met is Sharing.ALWAYS:
            message += "on the same nodes: the pods of one of the two stay Pending"
            yield Problem(port.host_port_at, message, Severity.ERROR, related=related)
        else:
            message += "on nodes that this pod may run on too: it is Pending unless it finds another"
            yield Problem(port.host_port_at, message, verdict=Verdict.ASSUMED, related=related)
        return


def _same(one: Workload, other: Workload) -> bool:
    """Variants of one object, of which only one is applied."""
    return (one.namespace, one.name) == (other.namespace, other.name)


def _addresses_overlap(one: ContainerPort, other: ContainerPort) -> bool:
    return one.host_ip == other.host_ip or one.host_ip in ANY_ADDRESS or other.host_ip in ANY_ADDRESS


def _name(port: ContainerPort) -> str:
    return f"port {port.host_port}/{port.protocol} of the node"
