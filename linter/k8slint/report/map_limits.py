"""How far policies limit an endpoint in a direction: not at all, to pods, to some of them, or to nobody."""

from __future__ import annotations

from enum import StrEnum

from k8slint.model.network_policy import Direction
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.reachability import Reachability
from k8slint.record import dataclass
from k8slint.report.reach_json import traffic_texts


class Openness(StrEnum):
    """`pods`: every pod may connect at the same ports, those on the host network aside."""

    OPEN = "open"
    PODS = "pods"
    LIMITED = "limited"
    CLOSED = "closed"


@dataclass(frozen=True)
class Limit:
    """`words` are the ports where every pod may connect."""

    openness: Openness
    words: str = ""


@dataclass(frozen=True)
class Limits:
    """The limit of every endpoint, by direction."""

    by_end: dict[tuple[Endpoint, Direction], Limit]

    def ends(self, direction: Direction, *openness: Openness) -> frozenset[Endpoint]:
        """The endpoints of such openness in a direction."""
        return frozenset(
            end for (end, d), limit in self.by_end.items() if d is direction and limit.openness in openness
        )


def limits_of(reach: Reachability) -> Limits:
    """The limits that the policies set."""
    return Limits({(end, d): _limit(reach, end, d) for end in reach.endpoints for d in Direction})


def _limit(reach: Reachability, end: Endpoint, direction: Direction) -> Limit:
    everyone, everything = reach.universe.everyone, reach.port_atoms.all
    verdicts = [reach.verdict(bit, direction) for bit in reach.bits(end)]
    if all(verdict.parts == ((everything, everyone),) for verdict in verdicts):
        return Limit(Openness.OPEN)
    if not any(verdict.ports(everyone) for verdict in verdicts):
        return Limit(Openness.CLOSED)
    plain = reach.universe.all_pods & ~reach.universe.on_host_network
    met = [(ports, peers & plain) for verdict in verdicts for ports, peers in verdict.parts]
    shared = sum({ports for ports, peers in met if peers == plain})
    if len(verdicts) > 1 or not plain or not shared or any(peers not in (0, plain) for _, peers in met):
        return Limit(Openness.LIMITED)
    return Limit(Openness.PODS, "; ".join(traffic_texts(tuple(reach.port_atoms.spans(shared)))))
