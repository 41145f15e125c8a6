"""An Ingress names no class, and no class is the cluster's default.

Why: no controller feels responsible, so the Ingress gets no address and serves nothing.
Fix: name the class with `spec.ingressClassName`, or mark one IngressClass as the default.
Silent: as long as the cluster's classes are not known; where a controller in the input serves Ingresses without a
class; Ingresses with the annotations of GKE, whose controller has no class of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity, Verdict
from k8slint.model.cluster import Cluster
from k8slint.model.ingress_controller import Controller, controller_of
from k8slint.rule import rule

_WATCHES_ALL = "--watch-ingress-without-class"


@rule(Severity.WARNING)
def ingress_class_missing(cluster: Cluster) -> Iterator[Problem]:
    if _has_default(cluster) is not False:
        return
    declared = ", ".join(sorted({c.name for c in cluster.ingress_classes}))
    reason = f"none of the declared classes ({declared}) is the default" if declared else "the cluster has no default"
    related = tuple(Related(c.meta.name_at, "not the default") for c in cluster.ingress_classes)
    for ingress in cluster.ingresses:
        if not ingress.effective_class and controller_of(cluster, ingress) is not Controller.GCE:
            message = f"no ingressClassName, and {reason}: no controller serves this Ingress"
            yield Problem(ingress.class_at, message, None, Verdict.ASSUMED, related)


def _has_default(cluster: Cluster) -> bool | None:
    """Whether an Ingress without a class is served; None where that is not known."""
    if any(c.is_default for c in cluster.ingress_classes) or _serves_all(cluster):
        return True
    stated = cluster.config.profile.default_ingress_class
    return False if stated is None and cluster.ingress_classes else stated


def _serves_all(cluster: Cluster) -> bool:
    return any(
        arg.startswith(_WATCHES_ALL) and not arg.endswith("=false")
        for workload in cluster.workloads
        for container in workload.pod.containers
        for arg in (*container.command, *container.args)
    )
