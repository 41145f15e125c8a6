"""One host and path is routed to two different backends.

Why: which of the two answers depends on the controller: the older object, the later one, or both by turns; the other
backend gets nothing.
Fix: give one of them another host or path, or remove it.
Silent: canaries, and routes that further annotations tell apart (headers, methods, conditions); Ingresses of different
classes, or of controllers that make a load balancer for each; the same Ingress read twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity, Verdict
from k8slint.model.cluster import Cluster
from k8slint.model.ingress import Ingress, IngressPath, IngressRule
from k8slint.model.ingress_controller import Controller, controller_of
from k8slint.model.placeholder import is_placeholder
from k8slint.model.port import PortRef
from k8slint.rule import rule

Place = tuple[str, ...]
Target = tuple[str, str | None, PortRef | None]

_MATCHERS = ("canary", "/conditions", "/methods", "/headers", "/snis", "/router.", "/group.order", "/match-")
"""Parts of annotation names that add conditions or an order of their own."""

_GROUP = "alb.ingress.kubernetes.io/group.name"


@rule(Severity.ERROR)
def ingress_route_conflict(cluster: Cluster) -> Iterator[Problem]:
    owners: dict[Place, tuple[Ingress, IngressPath]] = {}
    for ingress in cluster.ingresses:
        if any(matcher in key for key in ingress.meta.annotations for matcher in _MATCHERS):
            continue
        for route, path in ingress.paths:
            if is_placeholder(f"{route.host}{path.path}"):
                continue
            place = (*_balancer(cluster, ingress), route.host or "", path.type, _normal(path))
            owner, claimed = owners.setdefault(place, (ingress, path))
            if _target(cluster, owner, claimed) != _target(cluster, ingress, path) and not _read_twice(owner, ingress):
                yield _problem(ingress, route, path, owner, claimed)


def _balancer(cluster: Cluster, ingress: Ingress) -> tuple[str, ...]:
    """What Ingresses have in common that one front serves."""
    controller, own = controller_of(cluster, ingress), (ingress.namespace, ingress.name)
    if controller is Controller.ALB:
        group = ingress.meta.annotations.get(_GROUP)
        return ("group", group) if group else own
    return own if controller is Controller.GCE else ("class", ingress.effective_class or "")


def _normal(path: IngressPath) -> str:
    """Prefix compares element by element, so a slash at the end makes no difference."""
    return path.path.rstrip("/") if path.type == "Prefix" else path.path


def _target(cluster: Cluster, ingress: Ingress, path: IngressPath) -> Target:
    backend = path.backend
    service = cluster.service(ingress.namespace, backend.service or "")
    port = service.port(backend.port) if service and backend.port is not None else None
    return ingress.namespace, backend.service, port.port if port else backend.port


def _read_twice(one: Ingress, other: Ingress) -> bool:
    return one is not other and (one.namespace, one.name) == (other.namespace, other.name)


def _problem(ingress: Ingress, route: IngressRule, path: IngressPath, owner: Ingress, claimed: IngressPath) -> Problem:
    """Without a class the Ingresses may belong to different controllers: a doubt."""
    same = owner is ingress
    who = "this Ingress" if same else f"Ingress {owner.namespace}/{owner.name}"
    message = (
        f"{route.host or '*'}{path.path} goes to {path.backend.service}:{path.backend.port} here and to "
        f"{claimed.backend.service}:{claimed.backend.port} in {who}"
    )
    sure = same or ingress.effective_class is not None
    related = (Related(claimed.path_at, "the other route"),)
    if sure:
        return Problem(path.path_at, message, related=related)
    return Problem(
        path.path_at, message + ", if one controller serves both", Severity.WARNING, Verdict.ASSUMED, related
    )
