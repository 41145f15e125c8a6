"""An Ingress names a class that nothing declares.

Why: no controller feels responsible, so the Ingress gets no address and serves nothing.
Fix: name a class that exists, or declare the IngressClass.
Silent: classes that may come from another installation: any, as long as neither the configuration lists the cluster's
classes nor the input is complete, and well-known ones until it is complete.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.ingress import Ingress
from k8slint.model.ingress_controller import CLASS_NAMES
from k8slint.model.placeholder import is_placeholder
from k8slint.near import nearest
from k8slint.rule import rule

_LONG_ENOUGH = 5
"""Shorter well-known names (alb, gce, kong) are one letter away from other people's names."""


@rule(Severity.WARNING)
def ingress_class_unknown(cluster: Cluster) -> Iterator[Problem]:
    known = _known(cluster)
    for ingress in cluster.ingresses:
        name = ingress.effective_class
        if name and name not in known and not is_placeholder(name) and (problem := _problem(cluster, ingress, name)):
            yield problem


def _known(cluster: Cluster) -> set[str]:
    external = {e.name for e in cluster.config.external if e.kind == "IngressClass"}
    return {c.name for c in cluster.ingress_classes} | set(cluster.config.profile.ingress_classes) | external


def _problem(cluster: Cluster, ingress: Ingress, name: str) -> Problem | None:
    known = _known(cluster)
    if meant := nearest(name, known):
        return _slip(cluster, ingress, meant, Severity.ERROR)
    if name not in CLASS_NAMES and (meant := nearest(name, _customary(cluster, name))):
        return _slip(cluster, ingress, meant, Severity.WARNING)
    listed = cluster.config.profile.ingress_classes and name not in CLASS_NAMES
    if not listed and not cluster.is_complete(None):
        return None
    message = f"no IngressClass is named {name} (there are: {', '.join(sorted(known)) or 'none'})"
    return Problem(ingress.class_at, message, None, Verdict.ASSUMED)


def _customary(cluster: Cluster, name: str) -> set[str]:
    """The names that controllers give their classes, and what more Ingresses name than this one."""
    used = Counter(ingress.effective_class for ingress in cluster.ingresses if ingress.effective_class)
    return {n for n in CLASS_NAMES if len(n) >= _LONG_ENOUGH} | {n for n in used if used[n] > used[name]}


def _slip(cluster: Cluster, ingress: Ingress, meant: str, level: Severity) -> Problem:
    declared = [c for c in cluster.ingress_classes if c.name == meant]
    related = tuple(Related(c.meta.name_at, "the nearest class") for c in declared)
    message = f"no IngressClass is named {ingress.effective_class}; the nearest is {meant}"
    fix = Fix.replace(ingress.class_at, written(meant), f"name class {meant}")
    return Problem(ingress.class_at, message, level, Verdict.ASSUMED, related, fix)
