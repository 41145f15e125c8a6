"""Which pods policies take out of the open."""

from __future__ import annotations

from k8slint.model.admin_policy import Action, AdminTier
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.model.workload import Workload


def is_isolated(cluster: Cluster, workload: Workload, direction: Direction) -> bool:
    """Whether a NetworkPolicy selects the pods for a direction."""
    return any(direction in policy.types for policy in cluster.policies_of(workload))


def has_default(cluster: Cluster, namespace: str, direction: Direction) -> bool:
    """Whether some policy isolates all pods of a namespace, also those that come later."""
    policies = cluster.network_policies_in(namespace)
    return any(direction in policy.types and policy.pods.is_empty for policy in policies)


def has_baseline(cluster: Cluster, direction: Direction) -> bool:
    """Whether the administrators' baseline denies something in a direction."""
    policies = (policy for policy in cluster.admin_policies if policy.tier is AdminTier.BASELINE)
    return any(rule.action is Action.DENY for policy in policies for rule in policy.rules(direction))
