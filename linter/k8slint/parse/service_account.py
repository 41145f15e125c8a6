"""ServiceAccounts and the bindings of roles."""

from __future__ import annotations

from k8slint.inputs.field import Field
from k8slint.model.meta import Meta
from k8slint.model.service_account import Binding, ServiceAccount


def parse_service_account(meta: Meta, field: Field) -> ServiceAccount:
    """A ServiceAccount."""
    return ServiceAccount(meta, field["automountServiceAccountToken"].flag())


def parse_binding(meta: Meta, field: Field) -> Binding:
    """A RoleBinding or ClusterRoleBinding; users and groups are left out."""
    ref = field["roleRef"]
    accounts = (subject for subject in field["subjects"].each() if subject["kind"].text() == "ServiceAccount")
    names = ((a["namespace"].text() or meta.namespace or "default", a["name"].text() or "") for a in accounts)
    return Binding(meta, ref["kind"].text() or "", ref["name"].text() or "", frozenset(names))
