"""Two routes that claim the same requests and do different things with them."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.model.claim import Claim, claims
from k8slint.model.cluster import Cluster
from k8slint.record import dataclass


@dataclass(frozen=True)
class RouteClash:
    """`first` and `second` are alike in all that decides who comes first, but for the age of their routes."""

    first: Claim
    second: Claim

    @property
    def sure(self) -> bool:
        """Whether the listener is known to admit both."""
        return self.first.sure and self.second.sure


def route_clashes(cluster: Cluster) -> Iterator[RouteClash]:
    """One for each pair of a rule and another route."""
    reported: set[tuple[int, int]] = set()
    for rivals in cluster.once(claims).values():
        owners: dict[object, Claim] = {}
        for claim in rivals:
            match = claim.match
            owner = owners.setdefault((claim.host, claim.shared, match.path_type, claim.path, claim.conditions), claim)
            pair = (id(owner.route), id(claim.rule))
            if pair not in reported and _differ(owner, claim):
                reported.add(pair)
                yield RouteClash(owner, claim)


def _differ(one: Claim, other: Claim) -> bool:
    """Of two routes of one kind that are not one object read twice."""
    kinds = one.route.meta.kind == other.route.meta.kind
    return kinds and one.route.meta.ref != other.route.meta.ref and one.outcome != other.outcome
