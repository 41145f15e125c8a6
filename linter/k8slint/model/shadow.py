"""Rules of routes that no request can reach, because others take all that they claim.

Requests have hosts, paths, header values and methods without number, and a match asks for single ones or for all below
a prefix. So several matches together take all that another claims only where one of them does alone, and no solver has
to be asked. Of regular expressions only those count that are the same, or that any value fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from k8slint.model.claim import Claim, Condition, claims
from k8slint.model.cluster import Cluster
from k8slint.model.gateway_route import PathType, ValueMatch
from k8slint.record import dataclass

MANY = 4
"""Of matches with more conditions than these, only some of the wider ones are looked for."""

Seen = dict[tuple[PathType, str], dict[frozenset[Condition], Claim]]

_ANYTHING = (".*", "^.*$", ".+", "^.+$")


@dataclass(frozen=True)
class Shadow:
    """The rule of `first` gets no request: others take each of its claims, as that of `winner` takes this one."""

    first: Claim
    winner: Claim


def shadows(cluster: Cluster) -> Iterator[Shadow]:
    """Every rule without requests, whatever the age of the routes."""
    losses: dict[int, list[tuple[Claim, Claim]]] = {}
    reached: set[int] = set()
    for rivals in cluster.once(claims).values():
        for claim, winner in _contest(rivals):
            if winner is None:
                reached.add(id(claim.rule))
            else:
                losses.setdefault(id(claim.rule), []).append((claim, winner))
    for rule, pairs in losses.items():
        taken = next(((claim, winner) for claim, winner in pairs if winner.rule is not claim.rule), None)
        if rule not in reached and taken:
            yield Shadow(*taken)


def _contest(rivals: Iterable[Claim]) -> Iterator[tuple[Claim, Claim | None]]:
    """Each claim of one place with the earlier one that takes all of it."""
    seen: dict[str, dict[str, Seen]] = {}
    for claim in rivals:
        by_host = seen.setdefault(claim.shared, {})
        yield claim, next(_winners(claim, by_host), None)
        if claim.sure or claim.listener is None:
            place = by_host.setdefault(claim.host, {}).setdefault((claim.match.path_type, claim.path), {})
            place.setdefault(claim.conditions, claim)


def _winners(claim: Claim, by_host: dict[str, Seen]) -> Iterator[Claim]:
    """For the same hostname only rules of the same route: among routes their unknown ages decide.

    A more precise hostname of another route comes first, whatever the paths.
    """
    for host, seen in by_host.items():
        same = host == claim.host
        for path in [(claim.match.path_type, claim.path)] if same else _wider_paths(claim):
            for conditions in _wider_conditions(claim) if path in seen else ():
                winner = seen[path].get(conditions)
                if winner and (winner.route is claim.route if same else not _is_same(winner, claim)):
                    yield winner


def _is_same(one: Claim, other: Claim) -> bool:
    """Whether two routes are one object that was read twice."""
    return one.route is not other.route and one.route.meta.ref == other.route.meta.ref


def _wider_paths(claim: Claim) -> Iterator[tuple[PathType, str]]:
    """The path itself, and all prefixes of it."""
    yield claim.match.path_type, claim.path
    if claim.match.path_type is not PathType.REGEX:
        path = claim.path.rstrip("/")
        while True:
            yield PathType.PREFIX, path
            if not path:
                return
            path = path.rpartition("/")[0]


def _wider_conditions(claim: Claim) -> Iterator[frozenset[Condition]]:
    """Sets of conditions that hold wherever the claim's own do."""
    own = claim.conditions
    if len(own) > MANY:
        yield from (own, frozenset(), *(frozenset((one,)) for one in own))
        return
    for choice in product(*(_wider_condition(condition) for condition in own)):
        yield frozenset(one for one in choice if one is not None)


def _wider_condition(condition: Condition) -> Iterator[Condition | None]:
    kind, value = condition
    yield condition
    yield None
    if isinstance(value, ValueMatch) and value.value:
        yield from ((kind, ValueMatch(value.name, text, True)) for text in _ANYTHING)
