"""Which pods call the API server: those that get a token and whose account is bound to a role that gives something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from k8slint.model.cluster import Cluster
from k8slint.model.role import Role
from k8slint.model.service_account import Binding
from k8slint.model.workload import Workload


def api_binding(cluster: Cluster, workload: Workload) -> Binding | None:
    """The binding that shows that a pod calls the API server; None where nothing shows it."""
    if not _has_token(cluster, workload):
        return None
    account = (workload.namespace, workload.pod.service_account)
    return next((b for b in cluster.once(_bindings).get(account, ()) if _gives(cluster, b)), None)


def _has_token(cluster: Cluster, workload: Workload) -> bool:
    """The pod's own word counts before its account's. (Kubernetes documentation, "Configure Service Accounts")"""
    if workload.pod.mounts_token is not None:
        return workload.pod.mounts_token
    key = (workload.namespace, workload.pod.service_account)
    return key not in cluster.once(_without_token)


def _gives(cluster: Cluster, binding: Binding) -> bool:
    """Whether the role lets more than `use` something, which is said of pod security and needs no call."""
    roles = cluster.once(_roles).get((binding.role_kind, binding.role), ())
    return not roles or any(grant.verbs - {"use"} for role in roles for grant in role.grants)


def _bindings(cluster: Cluster) -> Mapping[tuple[str, str], list[Binding]]:
    """By namespace and name of the account."""
    found: dict[tuple[str, str], list[Binding]] = defaultdict(list)
    for binding in cluster.bindings:
        for account in dict.fromkeys(binding.accounts):
            found[account].append(binding)
    return found


def _without_token(cluster: Cluster) -> frozenset[tuple[str | None, str]]:
    return frozenset((a.meta.namespace, a.meta.name) for a in cluster.service_accounts if a.mounts_token is False)


def _roles(cluster: Cluster) -> Mapping[tuple[str, str], list[Role]]:
    """By kind and name."""
    found: dict[tuple[str, str], list[Role]] = defaultdict(list)
    for role in cluster.roles:
        found[role.meta.kind, role.meta.name].append(role)
    return found
