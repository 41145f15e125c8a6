"""A path is written in another language than the one in which its controller reads it.

Why: pathType Exact and Prefix are compared character by character, so a regular expression or wildcard under them
matches no request, and ingress-nginx refuses it since 1.12; without `use-regex` it reads other paths literally too. A
rewrite target with `$2` and no second group in the path sends every request to the same place.
Fix: use pathType ImplementationSpecific for expressions; drop the `*` behind a prefix; give the path as many groups as
the rewrite target uses.
Silent: dots, dollar signs and parentheses that real paths contain; paths that something fills in later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.ingress import Ingress, IngressPath
from k8slint.model.ingress_path import REWRITE_TARGET, USE_REGEX, is_nginx, is_pattern, regex_hosts
from k8slint.model.placeholder import is_placeholder
from k8slint.pattern import regex
from k8slint.rule import rule

_GROUP = regex(r"\\.|\[[^\]]{0,200}\]|(\()(?!\?)")


@rule(Severity.WARNING)
def ingress_path_type_mismatch(cluster: Cluster) -> Iterator[Problem]:
    regex = regex_hosts(cluster)
    for ingress in cluster.ingresses:
        nginx = is_nginx(cluster, ingress)
        for route, path in ingress.paths:
            if is_placeholder(path.path):
                continue
            if is_pattern(path.path):
                expressions = nginx and (ingress.effective_class, route.host) in regex
                yield from _refused(path) if expressions else _literal(cluster, ingress, path)
            if nginx:
                yield from _groups(ingress, path)


def _refused(path: IngressPath) -> Iterator[Problem]:
    """An expression for a controller that reads expressions, under a type that is for plain paths."""
    if path.type in ("Exact", "Prefix"):
        fix = Fix.replace(path.type_at, "ImplementationSpecific", "use pathType ImplementationSpecific")
        message = f"pathType {path.type} takes no regular expression: ingress-nginx refuses {path.path}"
        yield Problem(path.type_at, message, related=(Related(path.path_at, "the expression"),), fix=fix)


def _literal(cluster: Cluster, ingress: Ingress, path: IngressPath) -> Iterator[Problem]:
    """An expression that is compared as it stands."""
    if path.type in ("Exact", "Prefix"):
        message = f"pathType {path.type} compares {path.path} character by character, so it matches no request"
        yield Problem(path.path_at, message, fix=_without_star(path))
    elif is_nginx(cluster, ingress):
        message = f"ingress-nginx reads {path.path} literally: no Ingress of this host sets {USE_REGEX}"
        yield Problem(path.path_at, message)


def _without_star(path: IngressPath) -> Fix | None:
    plain = path.path.rstrip("*").removesuffix("/") or "/"
    evident = path.type == "Prefix" and path.path.endswith("/*") and not is_pattern(plain)
    return Fix.replace(path.path_at, written(plain), f"write {plain}") if evident else None


def _groups(ingress: Ingress, path: IngressPath) -> Iterator[Problem]:
    """A rewrite target that uses a group which the path does not have."""
    target = ingress.meta.annotations.get(REWRITE_TARGET, "")
    wanted = max((int(number) for number in re.findall(r"\$\{?(\d)", target)), default=0)
    groups = _group_count(path.path)
    if groups < wanted:
        message = f"the rewrite target {target} uses group {wanted}, and {path.path} has {groups or 'no groups'}"
        related = (Related(ingress.meta.annotations.at_key(REWRITE_TARGET), "the rewrite target"),)
        yield Problem(path.path_at, message, related=related)


def _group_count(expression: str) -> int:
    """Opening parentheses that are not escaped, not in a class of characters and no special group."""
    return sum(1 for group in _GROUP.findall(expression) if group)
