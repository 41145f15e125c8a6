"""An annotation that Kubernetes once read and no longer reads.

Why: what it asks for does not happen, and nothing says so: a namespace that is meant to be closed is open.
Fix: use what took its place, which the message names.
Silent: clusters older than the removal; annotations beside the field that took their place; annotations of other
projects; `kubernetes.io/ingress.class`, which controllers still read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from k8slint.finding import Problem, Severity
from k8slint.model.cluster import Cluster
from k8slint.record import dataclass
from k8slint.rule import rule


@dataclass(frozen=True)
class Obsolete:
    """The kind that had it, the first version that does not read it, and what took its place.

    `field` is the field of the spec that did, if it is one.
    """

    kind: str
    since: tuple[int, int]
    instead: str
    field: str | None = None


OBSOLETE: Mapping[str, Obsolete] = {
    "net.beta.kubernetes.io/network-policy": Obsolete(
        "Namespace", (1, 7), "a NetworkPolicy with an empty podSelector isolates the pods"
    ),
    "service.beta.kubernetes.io/external-traffic": Obsolete(
        "Service", (1, 8), "set spec.externalTrafficPolicy", "externalTrafficPolicy"
    ),
    "service.beta.kubernetes.io/healthcheck-nodeport": Obsolete(
        "Service", (1, 8), "set spec.healthCheckNodePort", "healthCheckNodePort"
    ),
    "service.alpha.kubernetes.io/tolerate-unready-endpoints": Obsolete(
        "Service", (1, 24), "set spec.publishNotReadyAddresses", "publishNotReadyAddresses"
    ),
}
"""Sources: the changelogs of Kubernetes 1.7, 1.8 and 1.24."""


@rule(Severity.WARNING)
def obsolete_annotation(cluster: Cluster) -> Iterator[Problem]:
    for meta in cluster.metas:
        for key in meta.annotations.keys() & OBSOLETE.keys():
            old = OBSOLETE[key]
            replaced = old.field and (meta.at / "spec" / old.field).written
            if meta.group or meta.kind != old.kind or replaced or cluster.config.profile.version < old.since:
                continue
            since = ".".join(map(str, old.since))
            message = f"annotation {key} does nothing since Kubernetes {since}: {old.instead}"
            yield Problem((meta.annotations.at / key).key, message)
