"""References from one object to another, and grants of those that leave a namespace.

(Gateway API reference: ObjectReference, SecretObjectReference, BackendObjectReference, ReferenceGrant)
"""

from __future__ import annotations

from dataclasses import field

from k8slint.inputs.at import At
from k8slint.model.meta import Namespaced
from k8slint.record import dataclass


@dataclass(frozen=True)
class KindRef:
    """A kind with its API group, empty for the core group."""

    group: str
    kind: str

    def __str__(self) -> str:
        return f"{self.kind}.{self.group}" if self.group else self.kind


SERVICE = KindRef("", "Service")
SECRET = KindRef("", "Secret")
SERVICE_IMPORT = KindRef("multicluster.x-k8s.io", "ServiceImport")
"""A Service of another cluster. (Multi-Cluster Services API, KEP-1645)"""


@dataclass(frozen=True)
class Reference:
    """An object by kind, namespace and name; `local` where the namespace is that of the object that refers."""

    kind: KindRef
    namespace: str
    name: str
    local: bool
    at: At = field(compare=False)

    @property
    def name_at(self) -> At:
        """Where its name is written."""
        return self.at / "name"

    @property
    def namespace_at(self) -> At:
        """Where its namespace is written, or would have to be."""
        return self.at / "namespace"

    def __str__(self) -> str:
        return f"{self.kind.kind} {self.namespace}/{self.name}"


@dataclass(frozen=True)
class GrantFrom:
    """Objects of a kind in a namespace."""

    kind: KindRef
    namespace: str
    at: At = field(compare=False)


@dataclass(frozen=True)
class GrantTo:
    """Objects of a kind in the namespace of the grant; `name` None for all of them."""

    kind: KindRef
    name: str | None
    at: At = field(compare=False)


@dataclass(frozen=True)
class ReferenceGrant(Namespaced):
    """Lets each of `sources` refer to each of `targets`, which are in its own namespace."""

    sources: tuple[GrantFrom, ...]
    targets: tuple[GrantTo, ...]

    def allows(self, source: KindRef, namespace: str, target: Reference) -> bool:
        """Whether it lets objects of a kind and namespace refer to the target."""
        return (
            self.namespace == target.namespace
            and any(one.kind == source and one.namespace == namespace for one in self.sources)
            and any(one.kind == target.kind and one.name in (None, target.name) for one in self.targets)
        )
