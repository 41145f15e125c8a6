"""Who calls the API server: ServiceAccounts and what binds them to roles.

(API reference: ServiceAccount v1; RoleBinding, ClusterRoleBinding rbac.authorization.k8s.io/v1)
"""

from __future__ import annotations

from k8slint.model.meta import Meta
from k8slint.record import dataclass


@dataclass(frozen=True)
class ServiceAccount:
    """`mounts_token` is what it says of the pods that run as it; None where it says nothing, which means yes."""

    meta: Meta
    mounts_token: bool | None


@dataclass(frozen=True)
class Binding:
    """A RoleBinding or ClusterRoleBinding: `accounts` are namespace and name of the ServiceAccounts that get `role`."""

    meta: Meta
    role_kind: str
    role: str
    accounts: frozenset[tuple[str, str]]
