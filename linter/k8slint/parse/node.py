"""Nodes."""

from __future__ import annotations

from k8slint.inputs.field import Field
from k8slint.model.meta import Meta
from k8slint.model.node import Node


def parse_node(meta: Meta, field: Field) -> Node:
    """A Node with its internal addresses. (API reference: NodeAddress)"""
    found = (a for a in field["status"]["addresses"].each() if a["type"].text() == "InternalIP")
    return Node(meta, tuple(text for a in found if (text := a["address"].text())))
