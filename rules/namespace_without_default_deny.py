"""A namespace with pods has no policy that isolates all of them.

Why: pods that no policy selects are open, and so is every pod that somebody adds later without thinking of policies.
Fix: add a NetworkPolicy with an empty podSelector, `policyTypes: [Ingress]` and no rules; what is needed is admitted
by further policies.
Silent: namespaces without workloads; clusters whose administrators deny by a baseline policy. Off by default. With the
parameter `egress` a default for the pods' own connections is asked for as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.isolation import has_baseline, has_default
from k8slint.model.network_policy import Direction
from k8slint.rule import rule


@rule(Severity.WARNING, enabled=False)
def namespace_without_default_deny(cluster: Cluster, *, egress: bool = False) -> Iterator[Problem]:
    for namespace, at in _places(cluster).items():
        for direction in Direction if egress else (Direction.INGRESS,):
            if not has_default(cluster, namespace, direction) and not has_baseline(cluster, direction):
                yield Problem(at, f"no NetworkPolicy isolates all pods of namespace {namespace} for {direction}")


def _places(cluster: Cluster) -> dict[str, At]:
    """Where each namespace with pods is declared, or first used."""
    declared = {n.name: n.meta.name_at for n in cluster.namespaces}
    used: dict[str, At] = {}
    for workload in cluster.workloads:
        if not workload.is_transient and not workload.pod.host_network:
            used.setdefault(workload.namespace, workload.meta.name_at)
    return {namespace: declared.get(namespace, at) for namespace, at in used.items()}
