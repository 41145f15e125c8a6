"""Whose connections depend on what the input does not say."""

from __future__ import annotations

from k8slint.model.cluster import Cluster
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.workload import Workload
from k8slint.reach.clause import Addresses, Clauses, NodePeer
from k8slint.reach.mention import selections


def assumed_endpoints(cluster: Cluster, clauses: Clauses) -> frozenset[str]:
    """The ids of workloads in namespaces whose labels policies ask for and nobody declares, and of those on the host
    network whose node's address or labels policies ask for and nobody knows."""
    by_namespace = any(r.key != NAME_LABEL for each in selections(clauses) for r in each.namespaces.requirements)
    by_node = any(isinstance(peer, Addresses | NodePeer) for clause in clauses.clauses for peer in clause.peers)

    def depends(workload: Workload) -> bool:
        unknown = by_namespace and cluster.namespace_labels(workload.namespace) is None
        return unknown or (by_node and workload.pod.host_network and not cluster.nodes)

    return frozenset(workload.id for workload in cluster.workloads if depends(workload))
