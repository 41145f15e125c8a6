"""Peers of suggested rules: pods by the labels that tell them from others, and addresses."""

from __future__ import annotations

from collections.abc import Iterable

from k8slint.model.cluster import Cluster
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.selector import Operator, Requirement, Selector
from k8slint.model.workload import Workload
from k8slint.suggest.rule import Peer

OWN_NAMESPACE: Peer = {"podSelector": {}}
DNS_PODS: Peer = {
    "namespaceSelector": {"matchLabels": {NAME_LABEL: "kube-system"}},
    "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}},
}
ANYWHERE = ("0.0.0.0/0", "::/0")


def labels_of(cluster: Cluster, workload: Workload) -> dict[str, str]:
    """Labels that select its pods, and if it can be none but its own: those that its controller selects, else all."""
    own = dict(workload.selector.equalities) if workload.selector else {}
    every = dict(workload.pod.labels)
    usable = [labels for labels in (own, every) if labels and workload.matches(_selector(workload, labels))]
    return next((labels for labels in usable if _selects_only(cluster, workload, labels)), usable[0] if usable else {})


def pods(cluster: Cluster, workload: Workload, namespace: str) -> Peer:
    """The pods of a workload, seen from a policy of a namespace."""
    peer = {"podSelector": {"matchLabels": labels_of(cluster, workload)}}
    if workload.namespace == namespace:
        return peer
    return {"namespaceSelector": {"matchLabels": {NAME_LABEL: workload.namespace}}, **peer}


def blocks(cidrs: Iterable[str]) -> tuple[Peer, ...]:
    """Addresses."""
    return tuple({"ipBlock": {"cidr": cidr}} for cidr in cidrs)


def _selects_only(cluster: Cluster, workload: Workload, labels: dict[str, str]) -> bool:
    found = cluster.pods_selected_by(_selector(workload, labels), workload.namespace)
    return all(other.id == workload.id for other in found)


def _selector(workload: Workload, labels: dict[str, str]) -> Selector:
    requirements = (Requirement(key, Operator.IN, frozenset({value})) for key, value in labels.items())
    return Selector(tuple(requirements), workload.pod.at)
