"""Ports for clients only that every pod of the cluster may reach all the same."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.model.admin_policy import PodSelection
from k8slint.model.cluster import Cluster
from k8slint.model.container import ContainerPort
from k8slint.model.network_policy import Direction
from k8slint.model.sensitive import sensitive_port
from k8slint.model.workload import Workload
from k8slint.reach.breadth import Breadth, all_open
from k8slint.reach.clause import Clause, Everyone
from k8slint.reach.stranger import ANY_POD, Openness, Subject, port_traffic
from k8slint.record import dataclass

_NOT_IN_PODS = frozenset({"the kubelet API"})
"""What a number stands for on nodes only: webhooks in pods like 10250, which firewalls let the API server reach."""


@dataclass(frozen=True)
class OpenPorts:
    """`servers` are ports and what listens there, each with its workloads' first."""

    breadth: Breadth
    servers: tuple[tuple[ContainerPort, str], ...]


def open_ports(cluster: Cluster) -> tuple[OpenPorts, ...]:
    """The ports of isolated pods that rules open to any pod, those of one set of rules together."""
    openness = cluster.once(Openness.of)
    wide = {w.id for b in cluster.once(all_open) if b.direction is Direction.INGRESS for w in b.workloads}
    workloads: dict[tuple[Clause, ...], dict[str, Workload]] = {}
    servers: dict[tuple[Clause, ...], dict[tuple[object, str], ContainerPort]] = {}
    for subject, workload in ((s, w) for s in openness.subjects for w in s.workloads if w.id not in wide):
        for port, what in _sensitive(workload):
            if rules := _opened(openness, subject, port):
                workloads.setdefault(rules, {})[workload.id] = workload
                servers.setdefault(rules, {}).setdefault((port.number, what), port)
    return tuple(
        OpenPorts(
            Breadth(Direction.INGRESS, rules, tuple(found.values())),
            tuple((port, what) for (_, what), port in servers[rules].items()),
        )
        for rules, found in workloads.items()
    )


def _sensitive(workload: Workload) -> Iterator[tuple[ContainerPort, str]]:
    for container, port in workload.pod.ports:
        names = (port.name,) if port.name else ()
        what = sensitive_port(port.number, port.protocol, names, container.image)
        if what and port.number and what not in _NOT_IN_PODS:
            yield port, what


def _opened(openness: Openness, subject: Subject, port: ContainerPort) -> tuple[Clause, ...] | None:
    """The fewest rules that let every pod in."""
    number = port.number or 0
    atom = openness.reach.port_atoms.atom(port.protocol, number)
    rules = openness.rules(subject, Direction.INGRESS)
    if not rules or not openness.ports(subject, Direction.INGRESS, openness.pods) & atom:
        return None
    plain = (r for r in rules if _is_plain(r) and any(ports & atom for ports, _ in openness.met(r, subject)))
    if (first := next(plain, None)) is not None:
        return (first,)
    return openness.because(subject, Direction.INGRESS, ANY_POD, port_traffic(port.protocol, number))


def _is_plain(clause: Clause) -> bool:
    """Whether it lets every pod in by itself."""
    return any(
        isinstance(peer, Everyone)
        or (isinstance(peer, PodSelection) and peer.namespaces.is_empty and peer.pods.is_empty)
        for peer in clause.peers
    )
