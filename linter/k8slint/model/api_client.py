"""Which pods call the API server: those that get a token and whose account is bound to a role that gives something."""

from __future__ import annotations

from k8slint.model.cluster import Cluster
from k8slint.model.service_account import Binding
from k8slint.model.workload import Workload


def api_binding(cluster: Cluster, workload: Workload) -> Binding | None:
    """The binding that shows that a pod calls the API server; None where nothing shows it."""
    if not _has_token(cluster, workload):
        return None
    account = (workload.namespace, workload.pod.service_account)
    return next((b for b in cluster.bindings if account in b.accounts and _gives(cluster, b)), None)


def _has_token(cluster: Cluster, workload: Workload) -> bool:
    """The pod's own word counts before its account's. (Kubernetes documentation, "Configure Service Accounts")"""
    if workload.pod.mounts_token is not None:
        return workload.pod.mounts_token
    key = (workload.namespace, workload.pod.service_account)
    accounts = (a for a in cluster.service_accounts if (a.meta.namespace, a.meta.name) == key)
    return not any(account.mounts_token is False for account in accounts)


def _gives(cluster: Cluster, binding: Binding) -> bool:
    """Whether the role lets more than `use` something, which is said of pod security and needs no call."""
    key = (binding.role_kind, binding.role)
    roles = [r for r in cluster.roles if (r.meta.kind, r.meta.name) == key]
    return not roles or any(grant.verbs - {"use"} for role in roles for grant in role.grants)
