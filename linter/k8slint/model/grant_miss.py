"""References that leave their namespace without a grant, and the grant that was evidently meant for each.

(Gateway API reference: ReferenceGrant)
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.granting import grants_by_namespace, is_granted
from k8slint.model.meta import Meta
from k8slint.model.reference import KindRef, Reference, ReferenceGrant
from k8slint.record import dataclass


@dataclass(frozen=True)
class Crossing:
    """A reference of an object to one of another namespace."""

    source: Meta
    target: Reference

    @property
    def kind(self) -> KindRef:
        """The kind of the object that refers."""
        return KindRef(self.source.group, self.source.kind)

    @property
    def namespace(self) -> str:
        """The namespace of the object that refers."""
        return self.source.namespace or "default"


@dataclass(frozen=True)
class GrantMiss:
    """A grant that differs in one word from one that a crossing needs: `has` where `wanted` should stand."""

    grant: ReferenceGrant
    at: At
    has: str
    wanted: str


def crossings(cluster: Cluster) -> tuple[Crossing, ...]:
    """All references of routes to backends and of listeners to certificates that leave their namespace."""
    backends = ((r.meta, backend.ref) for r in cluster.gateway_routes for backend in r.backends)
    certificates = ((g.meta, ref) for g in cluster.gateways for one in g.listeners for ref in one.certificates)
    return tuple(Crossing(meta, ref) for meta, ref in (*backends, *certificates) if not ref.local and ref.name)


def grant_miss(cluster: Cluster, crossing: Crossing) -> GrantMiss | None:
    """The unused grant that comes nearest, if one does: in the target's namespace, or meant for it."""
    for grant in cluster.once(_idle_grants).get(crossing.target.namespace, ()):
        if near := next(_misses(grant, crossing), None):
            return near
    for namespace in (crossing.namespace, "default"):
        for grant in cluster.once(_idle_grants).get(namespace, ()):
            if miss := _astray(grant, crossing):
                return miss
    return None


def _idle_grants(cluster: Cluster) -> dict[str, tuple[ReferenceGrant, ...]]:
    """Grants that no reference of the input makes use of, by namespace."""
    found = cluster.once(grants_by_namespace)
    used: set[int] = set()
    for crossing in set(cluster.once(crossings)):
        if is_granted(cluster, crossing.source, crossing.target):
            grants = found.get(crossing.target.namespace, ())
            used |= {id(g) for g in grants if g.allows(crossing.kind, crossing.namespace, crossing.target)}
    return {name: tuple(grant for grant in grants if id(grant) not in used) for name, grants in found.items()}


def _misses(grant: ReferenceGrant, crossing: Crossing) -> Iterator[GrantMiss]:
    target = crossing.target
    fits_target = any(to.kind == target.kind and to.name in (None, target.name) for to in grant.targets)
    fits_source = any(f.kind == crossing.kind and f.namespace == crossing.namespace for f in grant.sources)
    if fits_target:
        for source in grant.sources:
            if source.kind == crossing.kind:
                yield GrantMiss(grant, source.at / "namespace", source.namespace, crossing.namespace)
            elif source.namespace == crossing.namespace:
                yield _kind_miss(grant, source.at, source.kind, crossing.kind)
    if fits_source:
        for to in grant.targets:
            if to.kind == target.kind:
                yield GrantMiss(grant, to.at / "name", to.name or "", target.name)
            elif to.name in (None, target.name):
                yield _kind_miss(grant, to.at, to.kind, target.kind)


def _kind_miss(grant: ReferenceGrant, at: At, has: KindRef, wanted: KindRef) -> GrantMiss:
    if has.kind == wanted.kind:
        return GrantMiss(grant, at / "group", has.group or '""', wanted.group or '""')
    return GrantMiss(grant, at / "kind", has.kind, wanted.kind)


def _astray(grant: ReferenceGrant, crossing: Crossing) -> GrantMiss | None:
    """A grant that fits but for its own namespace: it lies where the reference is."""
    target = crossing.target
    moved = Reference(target.kind, grant.namespace, target.name, False, target.at)
    if not grant.allows(crossing.kind, crossing.namespace, moved):
        return None
    return GrantMiss(grant, grant.meta.namespace_at, grant.namespace, target.namespace)
