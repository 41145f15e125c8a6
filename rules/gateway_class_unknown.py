"""A Gateway names a class that nothing declares.

Why: no controller feels responsible, so the Gateway gets no address and none of its routes serves anything.
Fix: name a class that exists, or declare the GatewayClass.
Silent: classes that may come from another installation: any that is no slip of a known one, until the input is declared
complete; the well-known names that controllers give their classes; names that something fills in later.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.gateway import Gateway
from k8slint.model.gateway_class import KNOWN
from k8slint.model.placeholder import is_placeholder
from k8slint.near import nearest
from k8slint.rule import rule

_LONG_ENOUGH = 5
"""Shorter well-known names (kong, eg) are one letter away from other people's names."""


@rule(Severity.WARNING)
def gateway_class_unknown(cluster: Cluster) -> Iterator[Problem]:
    external = {e.name for e in cluster.config.external if e.kind == "GatewayClass"}
    declared = {found.name for found in cluster.gateway_classes} | external
    for gateway in cluster.gateways:
        if gateway.class_name not in declared and (problem := _problem(cluster, gateway, declared)):
            yield problem


def _problem(cluster: Cluster, gateway: Gateway, declared: set[str]) -> Problem | None:
    name = gateway.class_name
    if not name or is_placeholder(name):
        return None
    if meant := nearest(name, declared):
        return _slip(cluster, gateway, meant, Severity.ERROR)
    if name not in KNOWN and (meant := nearest(name, (known for known in KNOWN if len(known) >= _LONG_ENOUGH))):
        return _slip(cluster, gateway, meant, Severity.WARNING)
    if not cluster.is_complete(None):
        return None
    message = f"no GatewayClass is named {name} (there are: {', '.join(sorted(declared)) or 'none'})"
    return Problem(gateway.class_at, message, None, Verdict.ASSUMED)


def _slip(cluster: Cluster, gateway: Gateway, meant: str, level: Severity) -> Problem:
    declared = (found for found in cluster.gateway_classes if found.name == meant)
    related = tuple(Related(found.meta.name_at, "the nearest class") for found in declared)
    message = f"no GatewayClass is named {gateway.class_name}; the nearest is {meant}"
    fix = Fix.replace(gateway.class_at, written(meant), f"name class {meant}")
    return Problem(gateway.class_at, message, level, Verdict.ASSUMED, related, fix)
