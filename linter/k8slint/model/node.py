"""Nodes, where a live snapshot has them."""

from __future__ import annotations

from k8slint.model.meta import Meta
from k8slint.record import dataclass


@dataclass(frozen=True)
class Node:
    """A node and its internal addresses."""

    meta: Meta
    addresses: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name."""
        return self.meta.name
