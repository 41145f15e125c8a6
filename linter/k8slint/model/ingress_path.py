"""What the path of an Ingress matches, and where one path takes what another is written for.

Sources: the API reference (HTTPIngressPath) and "multiple matches" of the Ingress documentation: the longest path wins,
Exact before Prefix. ingress-nginx, path matching: with `use-regex` or `rewrite-target` on a host, all of its paths are
regular expressions, the longest text comes first and the first match wins. AWS Load Balancer Controller: Exact, then
Prefix by length, then the others as written, with `*` and `?` as wildcards.
"""

from __future__ import annotations

from k8slint.model.cluster import Cluster
from k8slint.model.ingress import Ingress
from k8slint.model.ingress_controller import Controller, controller_of
from k8slint.pattern import regex

USE_REGEX = "nginx.ingress.kubernetes.io/use-regex"
REWRITE_TARGET = "nginx.ingress.kubernetes.io/rewrite-target"

_PATTERN = regex(r"\.[*+]|\(/\||\(\?|[\[\]^|\\*?{}]|\$\)?$")
_METACHARACTER = regex(r"[.*+?()\[\]{}^$|\\]")
_ANYTHING = ("", ".*", "(.*)", "?(.*)", "(.+)", ".+")
_SEGMENTS = ("(/|$)", "(/|$)(.*)", "(/|$).*", "(?:/|$)(.*)")


def is_pattern(path: str) -> bool:
    """Whether a path is evidently a regular expression, a wildcard or a template, and no path that a client asks for.

    Single dots, dollar signs and parentheses occur in real paths (`/v1.0`, `/$metadata`).
    """
    return _PATTERN.search(path) is not None


def regex_hosts(cluster: Cluster) -> frozenset[tuple[str | None, str | None]]:
    """The class and host of which ingress-nginx takes all paths as regular expressions: one Ingress decides for all."""
    return frozenset(
        (ingress.effective_class, rule.host)
        for ingress in cluster.ingresses
        if ingress.meta.annotations.get(USE_REGEX) == "true" or REWRITE_TARGET in ingress.meta.annotations
        for rule in ingress.rules
    )


def is_nginx(cluster: Cluster, ingress: Ingress) -> bool:
    """Whether ingress-nginx serves it."""
    return controller_of(cluster, ingress) is Controller.NGINX


def regex_takes_all(first: str, second: str) -> bool:
    """Whether each path that matches the second expression matches the first, where that is plain to see."""
    start, tail = _split(first.lower())
    literal, rest = _split(second.lower())
    if tail in _ANYTHING:
        return literal.startswith(start) and (tail not in ("(.+)", ".+") or literal != start)
    if tail in _SEGMENTS:
        return literal.startswith(start + "/") or (literal == start and rest in _SEGMENTS)
    return False


def _split(expression: str) -> tuple[str, str]:
    """The literal start of an expression, and the rest; a character that `?` or `*` makes optional is in the rest."""
    found = _METACHARACTER.search(expression)
    if not found:
        return expression, ""
    end = found.start()
    if found.group() in "?*{" and expression[end:] not in _ANYTHING and end:
        end -= 1
    return expression[:end], expression[end:]


def wildcard_takes_all(first: str, second: str) -> bool:
    """The same for `*` and `?` as wildcards: only a `*` at the end of an otherwise plain path is looked into."""
    start, star, rest = first.partition("*")
    return bool(star) and not rest and "?" not in start and second.startswith(start)


def prefix_takes_all(prefix: str, path: str) -> bool:
    """The same for pathType Prefix, which matches whole elements between slashes."""
    start = prefix.rstrip("/")
    return path == start or path.startswith(start + "/")
