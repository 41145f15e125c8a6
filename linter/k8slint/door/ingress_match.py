"""How the controller of an Ingress compares paths, and in which order.

Sources: the API reference (HTTPIngressPath); ingress-nginx, "Ingress path matching"; NGINX Ingress Controller; AWS Load
Balancer Controller, ingress specification; GKE Ingress; Application Gateway Ingress Controller; Traefik, Kubernetes
Ingress; HAProxy Ingress, `path-type`; Kong, Contour, Istio and Cilium, Ingress support.
"""

from __future__ import annotations

from k8slint.door.way import Match, PathMatch
from k8slint.model.ingress import IngressPath
from k8slint.model.ingress_controller import Controller
from k8slint.model.meta import Meta
from k8slint.pattern import regex

_SPECIFIC: dict[Controller | None, PathMatch] = {
    Controller.NGINX: PathMatch.START,
    Controller.NGINX_INC: PathMatch.START,
    Controller.TRAEFIK: PathMatch.START,
    Controller.HAPROXY: PathMatch.START,
    Controller.KONG: PathMatch.START,
    Controller.CONTOUR: PathMatch.START,
    Controller.ALB: PathMatch.WILDCARD,
    Controller.GCE: PathMatch.WILDCARD,
    Controller.AZURE: PathMatch.WILDCARD,
    Controller.ISTIO: PathMatch.WILDCARD,
    Controller.CILIUM: PathMatch.REGEX,
}
"""What ImplementationSpecific means."""

_BY_CHARACTERS = frozenset({Controller.TRAEFIK, Controller.NGINX_INC})
"""Controllers that compare Prefix by characters, too."""

_TYPES = {
    "Exact": PathMatch.EXACT,
    "Path": PathMatch.EXACT,
    "PathPrefix": PathMatch.START,
    "PathRegexp": PathMatch.REGEX,
    "begin": PathMatch.START,
    "exact": PathMatch.EXACT,
    "prefix": PathMatch.PREFIX,
    "regex": PathMatch.REGEX,
}
_TYPE_KEYS = ("traefik.ingress.kubernetes.io/router.pathmatcher", "haproxy-ingress.github.io/path-type")
"""Annotations that say what ImplementationSpecific means."""

_CONTOUR_EXPRESSION = regex(r"[\^+*\[\]%]")


def match_of(meta: Meta, controller: Controller | None, regex: bool, host: str | None, path: IngressPath) -> Match:
    """What a path of an Ingress takes; `regex` where ingress-nginx reads the host's paths as expressions."""
    if regex:
        return Match(host, path.path, PathMatch.REGEX, ignores_case=True)
    if path.type == "Exact":
        return Match(host, path.path, PathMatch.EXACT)
    if path.type == "Prefix":
        return Match(host, path.path, PathMatch.START if controller in _BY_CHARACTERS else PathMatch.PREFIX)
    if controller is Controller.KONG and path.path.startswith("/~"):
        return Match(host, path.path[2:], PathMatch.REGEX)
    return Match(host, path.path, _specific(meta, controller, path.path))


def _specific(meta: Meta, controller: Controller | None, path: str) -> PathMatch:
    said = next((meta.annotations[key] for key in _TYPE_KEYS if key in meta.annotations), None)
    if said in _TYPES:
        return _TYPES[said]
    if controller is Controller.CONTOUR and _CONTOUR_EXPRESSION.search(path):
        return PathMatch.REGEX
    return _SPECIFIC.get(controller, PathMatch.UNKNOWN)


def precedence(match: Match) -> tuple[int, int, bool, int, bool]:
    """Sorts what is asked first to the front: the exact host, then wildcards; the exact path, then the longest; of two
    that are alike, the one with further conditions.

    (Ingress documentation, "Multiple matches" and "Hostname wildcards"; ingress-nginx sorts expressions by length)
    """
    host = match.host or ""
    return (
        0 if host and not host.startswith("*.") else 1 if host else 2,
        -len(host),
        match.path_match is not PathMatch.EXACT,
        -len(match.path),
        not match.others,
    )
