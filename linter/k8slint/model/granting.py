"""May an object refer to one of another namespace? (Gateway API reference: ReferenceGrant)"""

from __future__ import annotations

from k8slint.model.cluster import Cluster
from k8slint.model.meta import Meta
from k8slint.model.reference import KindRef, Reference, ReferenceGrant

Grants = dict[str, tuple[ReferenceGrant, ...]]


def is_granted(cluster: Cluster, source: Meta, target: Reference) -> bool:
    """Whether the target is in the same namespace, or a grant of the input lets the source refer to it."""
    if target.local:
        return True
    kind, namespace = KindRef(source.group, source.kind), source.namespace or "default"
    grants = cluster.once(grants_by_namespace).get(target.namespace, ())
    return any(grant.allows(kind, namespace, target) for grant in grants)


def grants_by_namespace(cluster: Cluster) -> Grants:
    """The grants of each namespace."""
    found: dict[str, list[ReferenceGrant]] = {}
    for grant in cluster.reference_grants:
        found.setdefault(grant.namespace, []).append(grant)
    return {namespace: tuple(grants) for namespace, grants in found.items()}
