"""Roles: what their bearers may do to the API. (API reference: Role, ClusterRole rbac.authorization.k8s.io/v1)"""

from __future__ import annotations

from k8slint.model.meta import Meta
from k8slint.record import dataclass

POD_MAKERS = frozenset(
    {"pods", "deployments", "replicasets", "statefulsets", "daemonsets", "jobs", "cronjobs", "replicationcontrollers"}
)
"""Resources whose creation ends in pods."""


@dataclass(frozen=True)
class Grant:
    """One entry of `rules`; `*` stands for all."""

    verbs: frozenset[str]
    resources: frozenset[str]


@dataclass(frozen=True)
class Role:
    """A Role, or a ClusterRole, whose `meta.namespace` is None."""

    meta: Meta
    grants: tuple[Grant, ...]

    @property
    def makes_pods(self) -> bool:
        """Whether who has it may create pods, by themselves or through a controller."""
        verbs, resources = {"create", "*"}, {*POD_MAKERS, "*"}
        return any(grant.verbs & verbs and grant.resources & resources for grant in self.grants)
