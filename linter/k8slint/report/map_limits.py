"""How far policies limit an endpoint: not at all, to some, or to nobody."""

from __future__ import annotations

from enum import StrEnum

from k8slint.model.network_policy import Direction
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.reachability import Reachability
from k8slint.record import dataclass


class Openness(StrEnum):
    """Seen from the pods of an endpoint, in one direction."""

    OPEN = "open"
    LIMITED = "limited"
    CLOSED = "closed"


@dataclass(frozen=True)
class Limits:
    """The openness of every endpoint, by direction."""

    by_end: dict[tuple[Endpoint, Direction], Openness]

    def is_open(self, end: object, direction: Direction) -> bool:
        """Whether no policy limits an end; the ways of addresses and of front doors are limited by other things."""
        return isinstance(end, Endpoint) and self.by_end.get((end, direction)) is Openness.OPEN


def limits_of(reach: Reachability) -> Limits:
    """The limits that the policies set."""
    return Limits({(end, d): _openness(reach, end, d) for end in reach.endpoints for d in Direction})


def _openness(reach: Reachability, end: Endpoint, direction: Direction) -> Openness:
    everyone, everything = reach.universe.everyone, reach.port_atoms.all
    verdicts = [reach.verdict(bit, direction) for bit in reach.bits(end)]
    if all(verdict.parts == ((everything, everyone),) for verdict in verdicts):
        return Openness.OPEN
    return Openness.LIMITED if any(verdict.ports(everyone) for verdict in verdicts) else Openness.CLOSED
