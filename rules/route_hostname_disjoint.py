"""A hostname of a route belongs to no listener that the route attaches to.

Why: a listener takes requests for its own hostname only, so the route never sees one for that name; where no name fits,
the route is not attached at all. `*.example.com` stands for any number of labels before `.example.com`, and not for
`example.com`. (Gateway API reference: HTTPRouteSpec.hostnames, Listener.hostname)
Fix: use a hostname that the listener has, or add a listener for it.
Silent: listeners or routes without a hostname, which take every name; routes that also attach to a Gateway that the
input lacks; names that something fills in later.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity
from k8slint.inputs.scalar import written
from k8slint.model.attachment import Binding, Refusal, bindings
from k8slint.model.cluster import Cluster
from k8slint.model.gateway import Listener
from k8slint.model.gateway_route import GatewayRoute
from k8slint.model.placeholder import is_placeholder
from k8slint.near import nearest
from k8slint.rule import rule

_SHOWN = 5
"""So many listeners are named; a Gateway may have 64."""


@rule(Severity.ERROR)
def route_hostname_disjoint(cluster: Cluster) -> Iterator[Problem]:
    by_route: dict[int, list[Binding]] = {}
    for binding in cluster.once(bindings):
        by_route.setdefault(id(binding.route), []).append(binding)
    for found in by_route.values():
        route = found[0].route
        if not any(is_placeholder(host) for host in route.hostnames):
            refused = [binding for binding in found if binding.refusal is Refusal.HOSTNAME]
            yield from (_refused(binding) for binding in refused)
            if not refused:
                yield from _idle(route, found)


def _refused(binding: Binding) -> Problem:
    listeners = [a.listener for a in binding.attachments if a.refusal is Refusal.HOSTNAME]
    route, names = binding.route, _names(listeners)
    gateway = binding.parent.ref.name
    message = f"Gateway {gateway} does not take this {route.meta.kind}: its listeners are for {names}"
    return _problem(route, 0, message, listeners, None)


def _idle(route: GatewayRoute, found: list[Binding]) -> Iterator[Problem]:
    """Names that fit nowhere, of a route that is attached all the same."""
    if not all(binding.gateway and binding.taken for binding in found):
        return
    taken = [attachment for binding in found for attachment in binding.taken]
    used = {host for attachment in taken for host, _ in attachment.hosts}
    listeners = [attachment.listener for attachment in taken]
    for index, host in enumerate(route.hostnames):
        if host not in used:
            names = _names(listeners)
            message = f"no listener that this {route.meta.kind} attaches to has {host} (they have {names})"
            yield _problem(route, index, message, listeners, Severity.WARNING)


def _names(listeners: list[Listener]) -> str:
    """The first of their hostnames, each once."""
    found = list(dict.fromkeys(listener.hostname for listener in listeners))
    return ", ".join(found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")


def _problem(
    route: GatewayRoute, index: int, message: str, listeners: list[Listener], level: Severity | None
) -> Problem:
    at, host = route.hostnames_at / index, route.hostnames[index]
    meant = nearest(host, (listener.hostname for listener in listeners))
    fix = Fix.replace(at, written(meant), f"use {meant}") if meant and len(route.hostnames) == 1 else None
    related = tuple(Related(listener.hostname_at, f"listener {listener.name}") for listener in listeners[:_SHOWN])
    return Problem(at, message, level, related=related, fix=fix)
