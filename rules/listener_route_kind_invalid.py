"""A listener admits a kind of route that its protocol cannot serve.

Why: no route of that kind ever attaches, and the listener reports InvalidRouteKinds. (Gateway API reference:
AllowedRoutes.kinds)
Fix: name a kind that fits the protocol: HTTPRoute or GRPCRoute for HTTP and HTTPS, TLSRoute for TLS,
TCPRoute for TCP, UDPRoute for UDP.
Silent: kinds of other API groups, and protocols of a controller's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.gateway import GROUP, Listener
from k8slint.model.placeholder import is_placeholder
from k8slint.near import closest
from k8slint.rule import rule


@rule(Severity.ERROR)
def listener_route_kind_invalid(cluster: Cluster) -> Iterator[Problem]:
    for gateway in cluster.gateways:
        for listener in gateway.listeners:
            for index, kind in enumerate(listener.kinds):
                known = kind.group == GROUP and kind.kind and not is_placeholder(kind.kind)
                if listener.is_known and known and kind.kind not in listener.fitting_kinds:
                    yield _problem(listener, index, kind.kind)


def _problem(listener: Listener, index: int, kind: str) -> Problem:
    at, kinds = listener.allowed_at / "kinds" / index / "kind", listener.fitting_kinds
    message = f"no {kind} attaches to a listener of protocol {listener.protocol}, which takes {' and '.join(kinds)}"
    meant = closest(kind, kinds)
    slip = meant is not None and not kind.endswith("Route")
    fix = Fix.replace(at, written(meant), f"admit {meant}") if slip and meant else None
    return Problem(at, message, related=(Related(listener.at / "protocol", "the protocol"),), fix=fix)
