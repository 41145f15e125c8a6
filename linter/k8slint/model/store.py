"""ConfigMaps and Secrets, and what promises to make a Secret. A Secret's values are never kept."""

from __future__ import annotations

from k8slint.model.meta import Labels, Meta
from k8slint.record import dataclass


@dataclass(frozen=True)
class ConfigMap:
    """`data` with its positions; binary data is left out."""

    meta: Meta
    data: Labels


@dataclass(frozen=True)
class Secret:
    """`keys` is None where they are not known: the Secret is made by another object (`producer`)."""

    meta: Meta
    name: str
    type: str | None
    keys: frozenset[str] | None

    @property
    def namespace(self) -> str:
        """Its namespace."""
        return self.meta.namespace or "default"

    @property
    def producer(self) -> str:
        """The kind of the object that makes it."""
        return self.meta.kind
