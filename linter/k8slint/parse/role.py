"""Roles and ClusterRoles."""

from __future__ import annotations

from k8slint.inputs.field import Field
from k8slint.model.meta import Meta
from k8slint.model.role import Grant, Role


def parse_role(meta: Meta, field: Field) -> Role:
    """A Role or ClusterRole; what an aggregation adds to it is not known."""
    return Role(meta, tuple(_grant(entry) for entry in field["rules"].each()))


def _grant(field: Field) -> Grant:
    return Grant(frozenset(field["verbs"].texts()), frozenset(field["resources"].texts()))
