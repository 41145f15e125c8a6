"""Who takes part: declared workloads, as endpoints made of one or more kinds of pods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from ipaddress import IPv4Address, IPv6Address, ip_address

from k8slint.model.cluster import Cluster
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.node import Node
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload
from k8slint.record import dataclass

Address = IPv4Address | IPv6Address
_UNKNOWN_VALUE = "\0set at run time"
"""Stands for a label value that a controller chooses: present, and equal to nothing that anyone writes."""
ORDINAL_LABELS = frozenset({"statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index"})


@dataclass(frozen=True)
class PodKind:
    """Pods that no policy can tell apart by what is declared of them.

    `ports` maps (name, protocol) to number. `node_labels` are those of the node that a pod on the host network uses,
    one entry per node that it may be on; None where no node is known.
    """

    namespace: str
    namespace_labels: Mapping[str, str] = field(hash=False)
    labels: Mapping[str, str] = field(hash=False)
    ports: Mapping[tuple[str, Protocol], int] = field(hash=False)
    host_network: bool
    addresses: tuple[Address, ...]
    node_labels: tuple[Mapping[str, str], ...] | None = field(default=None, hash=False)

    def __hash__(self) -> int:
        return hash((self.namespace, frozenset(self.labels.items()), frozenset(self.ports.items()), self.host_network))

    def reduced(self, names: frozenset[str], by_address: bool) -> PodKind:
        """Without the ports that no clause names, and without addresses where no clause asks for a pod's address."""
        ports = {key: number for key, number in self.ports.items() if key[0] in names}
        addresses = self.addresses if by_address or self.host_network else ()
        return replace(self, ports=ports, addresses=addresses)


@dataclass(frozen=True, eq=False)
class Endpoint:
    """A row and column of the answer: a workload, or the controller of several Pods."""

    id: str
    pods: tuple[PodKind, ...]
    workloads: tuple[Workload, ...] = field(repr=False)

    @property
    def labels(self) -> dict[str, str]:
        """The labels that its pods are declared with."""
        return dict(self.workloads[0].pod.labels) if self.workloads else {}

    @property
    def host_network(self) -> bool:
        """Whether its pods use their node's network, so that policies neither bind nor select them."""
        return any(pod.host_network for pod in self.pods)


def endpoints_of(cluster: Cluster, mentioned: frozenset[str]) -> tuple[Endpoint, ...]:
    """The declared workloads; `mentioned` are the label keys of the policies: only those can tell pods apart."""
    labels = {name: _namespace_labels(cluster, name) for name in {w.namespace for w in cluster.workloads}}
    groups: dict[str, list[Workload]] = {}
    for workload in cluster.workloads:
        groups.setdefault(workload.id, []).append(workload)
    return tuple(
        Endpoint(id_, tuple(pod for w in group for pod in _pod_kinds(w, cluster, labels, mentioned)), tuple(group))
        for id_, group in groups.items()
    )


def _namespace_labels(cluster: Cluster, name: str) -> dict[str, str]:
    """What is known of a namespace's labels; of one that is not declared only its name is."""
    return cluster.namespace_labels(name) or {NAME_LABEL: name}


def _pod_kinds(
    workload: Workload, cluster: Cluster, namespaces: dict[str, dict[str, str]], mentioned: frozenset[str]
) -> Iterator[PodKind]:
    ports = {(p.name, p.protocol): p.number for _, p in workload.pod.ports if p.name and p.number}
    nodes = tuple(_nodes(workload, cluster.nodes)) if workload.pod.host_network else ()
    addresses = tuple(_addresses(workload.addresses if not workload.pod.host_network else nodes_addresses(nodes)))
    for labels in _label_sets(workload, mentioned):
        yield PodKind(
            workload.namespace,
            namespaces[workload.namespace],
            labels,
            ports,
            workload.pod.host_network,
            addresses,
            tuple(dict(node.meta.labels) for node in nodes) or None,
        )


def _label_sets(workload: Workload, mentioned: frozenset[str]) -> Iterator[dict[str, str]]:
    """One set of labels, or one a replica where some policy tells the replicas of a StatefulSet apart."""
    labels = {key: value for key, value in workload.pod.labels.items() if key in mentioned}
    runtime = workload.runtime_labels
    labels |= {key: (values or (_UNKNOWN_VALUE,))[0] for key, values in runtime.items() if key in mentioned}
    ordinals = [(key, runtime[key]) for key in sorted(ORDINAL_LABELS & mentioned) if runtime.get(key)]
    if not ordinals:
        yield labels
        return
    for values in zip(*(values or () for _, values in ordinals), strict=True):
        yield labels | {key: value for (key, _), value in zip(ordinals, values, strict=True)}


def _nodes(workload: Workload, nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes that a pod on the host network may be on: the one it names, or any."""
    name = workload.pod.node_name
    return (node for node in nodes if name is None or node.name == name)


def nodes_addresses(nodes: tuple[Node, ...]) -> tuple[str, ...]:
    """The address of the node, where there is only one that it can be."""
    return nodes[0].addresses if len(nodes) == 1 else ()


def _addresses(texts: Iterable[str]) -> Iterator[Address]:
    for text in texts:
        try:
            yield ip_address(text)
        except ValueError:
            continue
