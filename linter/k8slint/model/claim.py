"""Which requests each rule of a route claims at each listener, and who comes first.

(Gateway API reference: HTTPRouteRule.matches and GRPCRouteRule.matches on precedence, HTTPRouteSpec.hostnames.) Where
regular expressions come in is left to the implementation; here they stand between exact paths and prefixes.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import cached_property
from itertools import islice

from k8slint.model.attachment import Binding, bindings
from k8slint.model.cluster import Cluster
from k8slint.model.gateway import ANY_HOST, Listener
from k8slint.model.gateway_route import GatewayRoute, ParentRef, PathType, RequestMatch, RouteRule, ValueMatch
from k8slint.model.hostname import specificity
from k8slint.model.reference import SERVICE
from k8slint.record import dataclass

MAX_CLAIMS = 200_000
"""Routes beyond these are not looked at: one may have 16 hostnames and 128 matches, at 64 listeners."""

Condition = tuple[str, str | ValueMatch]

_RANKS = {PathType.EXACT: 2, PathType.REGEX: 1, PathType.PREFIX: 0}


@dataclass(frozen=True)
class Claim:
    """One match of a rule for one hostname of its route.

    `place` is where it competes: a listener, or what an absent Gateway or a Service of the mesh is named by. `host` is
    the route's, `shared` what the listener has in common with it. `sure` is false where it may not be admitted there.
    """

    place: Hashable
    listener: Listener | None
    route: GatewayRoute
    index: int
    rule: RouteRule
    match: RequestMatch
    host: str
    shared: str
    sure: bool

    @property
    def precedence(self) -> tuple[object, ...]:
        """Sorts claims by who gets a request that several fit. Without their ages, names and order decide."""
        match = self.match
        wide = (*specificity(self.host), _RANKS[match.path_type], len(self.path), match.method is not None)
        counts = (len(match.headers), len(match.query))
        return (*(-int(n) for n in (*wide, *counts)), self.route.namespace, self.route.name, self.index)

    @cached_property
    def path(self) -> str:
        """The path; a slash at the end of a prefix makes no difference."""
        return self.match.path.rstrip("/") if self.match.path_type is PathType.PREFIX else self.match.path

    @cached_property
    def conditions(self) -> frozenset[Condition]:
        """What it asks for beside host and path."""
        match = self.match
        return frozenset(
            (
                *((("method", match.method),) if match.method else ()),
                *(("header", header) for header in match.headers),
                *(("query", parameter) for parameter in match.query),
            )
        )

    @property
    def outcome(self) -> tuple[object, ...]:
        """What becomes of a request that the rule takes."""
        return (self.rule.action, *(backend.target for backend in self.rule.backends))

    def __str__(self) -> str:
        if self.route.meta.kind in ("HTTPRoute", "GRPCRoute"):
            return f"{'' if self.shared == ANY_HOST else self.shared}{self.match}"
        return "every connection" if self.shared == ANY_HOST else f"connections to {self.shared}"


def claims(cluster: Cluster) -> dict[Hashable, list[Claim]]:
    """All claims by place, each list in the order of precedence."""
    found: dict[Hashable, list[Claim]] = {}
    for claim in _bounded(cluster):
        found.setdefault(claim.place, []).append(claim)
    return {place: sorted(rivals, key=lambda claim: claim.precedence) for place, rivals in found.items()}


def _bounded(cluster: Cluster) -> Iterator[Claim]:
    """A route with all of its claims or none."""
    left = MAX_CLAIMS
    by_route: dict[int, list[Binding]] = {}
    for binding in cluster.once(bindings):
        by_route.setdefault(id(binding.route), []).append(binding)
    for route in cluster.gateway_routes:
        own = list(islice(_claims(route, by_route.get(id(route), [])), left + 1))
        left -= len(own)
        if left < 0:
            return
        yield from own


def _claims(route: GatewayRoute, bound: list[Binding]) -> Iterator[Claim]:
    for binding in bound:
        if binding.gateway is None:
            yield from _unseen(route, binding.parent, "")
        for attachment in binding.taken:
            listener = attachment.listener
            for host, shared in attachment.hosts:
                yield from _rules(id(listener), listener, route, host, shared, attachment.sure)
    for parent in route.parents:
        if parent.ref.kind == SERVICE:
            yield from _unseen(route, parent, route.namespace)


def _unseen(route: GatewayRoute, parent: ParentRef, namespace: str) -> Iterator[Claim]:
    """Routes compete where they name the same thing in the same way; in a mesh also only within a namespace."""
    place = (parent.ref, parent.section, parent.port, namespace)
    for host in route.hostnames:
        yield from _rules(place, None, route, host, host, False)


def _rules(
    place: Hashable, listener: Listener | None, route: GatewayRoute, host: str, shared: str, sure: bool
) -> Iterator[Claim]:
    for index, rule in enumerate(route.rules):
        for match in rule.matches:
            yield Claim(place, listener, route, index, rule, match, host, shared, sure)
