"""A path of an Ingress that another one always takes first.

Why: no request reaches its backend, although the route is there. The API lets the longest path win, so order does not
matter; but ingress-nginx takes regular expressions by the length of their text, the AWS Load Balancer Controller takes
wildcard paths in the order in which they are written, and a default backend gets nothing beside a rule for everything.
Fix: make the wider path shorter than the narrower one (ingress-nginx), write it last (AWS), or remove what is never
used.
Silent: paths that the API orders by length; expressions that are not plainly wider; routes to the same backend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.ingress import Ingress, IngressBackend, IngressPath
from k8slint.model.ingress_controller import Controller, controller_of
from k8slint.model.ingress_path import is_nginx, prefix_takes_all, regex_hosts, regex_takes_all, wildcard_takes_all
from k8slint.rule import rule


@rule(Severity.WARNING)
def ingress_path_shadowed(cluster: Cluster) -> Iterator[Problem]:
    regex = regex_hosts(cluster)
    for ingress in cluster.ingresses:
        yield from _default_backend(ingress)
        for host, paths in _paths_by_host(ingress).items():
            if is_nginx(cluster, ingress) and (ingress.effective_class, host or None) in regex:
                yield from _in_order(sorted(paths, key=lambda path: -len(path.path)), _expression_takes)
            elif controller_of(cluster, ingress) is Controller.ALB:
                yield from _in_order(sorted(paths, key=_alb_order), _pattern_takes)


def _paths_by_host(ingress: Ingress) -> dict[str, list[IngressPath]]:
    found: dict[str, list[IngressPath]] = {}
    for route, path in ingress.paths:
        found.setdefault(route.host or "", []).append(path)
    return found


def _alb_order(path: IngressPath) -> tuple[int, int]:
    """Exact, then Prefix by length, then the others as written."""
    return {"Exact": (0, 0), "Prefix": (1, -len(path.path))}.get(path.type, (2, 0))


def _expression_takes(first: IngressPath, second: IngressPath) -> bool:
    return len(first.path) > len(second.path) and regex_takes_all(first.path, second.path)


def _pattern_takes(first: IngressPath, second: IngressPath) -> bool:
    if second.type in ("Exact", "Prefix") or first.type == "Exact":
        return False
    takes = prefix_takes_all if first.type == "Prefix" else wildcard_takes_all
    return first.path != second.path and takes(first.path, second.path)


def _in_order(paths: list[IngressPath], takes: Callable[[IngressPath, IngressPath], bool]) -> Iterator[Problem]:
    for index, path in enumerate(paths):
        winner = next((p for p in paths[:index] if takes(p, path) and _differ(p.backend, path.backend)), None)
        if winner:
            message = f"{path.path} gets no request: {winner.path} comes first and takes them all"
            yield Problem(path.path_at, message, related=(Related(winner.path_at, "comes first"),))


def _differ(one: IngressBackend, other: IngressBackend) -> bool:
    return (one.service, one.port) != (other.service, other.port)


def _default_backend(ingress: Ingress) -> Iterator[Problem]:
    """A rule without a host and with the path `/` leaves nothing for the default backend."""
    default = ingress.default_backend
    for route, path in ingress.paths:
        whole = path.path == "/" and path.type == "Prefix"
        if default and whole and route.host is None and _differ(default, path.backend):
            message = f"the default backend gets no request: the rule for every host takes {path.path} and all below it"
            yield Problem(default.service_at, message, related=(Related(path.path_at, "takes every request"),))
            return
