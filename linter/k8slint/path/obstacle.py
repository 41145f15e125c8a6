"""What in the policies keeps one workload from another's port, and the rule that nearly lets it through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from k8slint.finding import Related
from k8slint.inputs.at import At
from k8slint.model.admin_policy import Action
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload
from k8slint.reach.clause import Clause, Everyone, Isolation, Span, Tier
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.explain import Explanation, Question, Side
from k8slint.reach.reachability import Reachability
from k8slint.record import dataclass

PEERS = {Direction.INGRESS: "from", Direction.EGRESS: "to"}
"""The field of a rule that holds its peers."""


@dataclass(frozen=True)
class Obstacle:
    """The policies of `subject` do not let `peer` through in `direction`, at the port `number` of the destination.

    `denial` is the administrators' rule that refuses; without one, `isolations` close the subject and no rule admits
    this. `nearest` is the rule that misses only its ports, else only its peers, of the policies that are not for the
    whole namespace; `misses_port` tells which.
    """

    direction: Direction
    subject: Workload
    peer: Workload
    protocol: Protocol
    number: int
    isolations: tuple[Isolation, ...]
    denial: Clause | None = None
    nearest: Clause | None = None
    misses_port: bool = False

    @property
    def client(self) -> Workload:
        """Who opens the connection."""
        return self.subject if self.direction is Direction.EGRESS else self.peer

    @property
    def server(self) -> Workload:
        """Whom it is to reach."""
        return self.peer if self.direction is Direction.EGRESS else self.subject

    @property
    def own(self) -> Isolation | None:
        """The policy to change: one for the subject and not for the whole namespace."""
        if self.nearest:
            return next((i for i in self.isolations if i.policy == self.nearest.policy), None)
        return next((i for i in self.isolations if not i.subject.pods.is_empty), None)

    @property
    def at(self) -> At:
        """What to change: the nearest rule's port or peers, the rules of the subject's own policy.

        Where there is none, a policy has to be written for the subject.
        """
        if self.denial:
            return self.denial.at
        if self.nearest:
            return _ports_at(self.nearest) if self.misses_port else self.nearest.at / PEERS[self.direction]
        return self.own.policy.at / "spec" / self.direction.value if self.own else self.subject.meta.name_at

    @property
    def reason(self) -> str:
        """What refuses, seen from the place to change."""
        if self.denial:
            return f"{self.denial.policy.ref} denies it"
        if self.nearest:
            return f"this {self.direction} rule admits {'other ports' if self.misses_port else 'others'} only"
        if self.own:
            return f"no {self.direction} rule of {self.own.policy.kind} {self.own.policy.name} admits it"
        names = ", ".join(dict.fromkeys(f"{i.policy.kind} {i.policy.name}" for i in self.isolations))
        subject = f"{self.subject.kind} {self.subject.name}"
        return f"{names} isolate{'' if ',' in names else 's'} {subject}, and no {self.direction} rule admits it"

    @property
    def related(self) -> tuple[Related, ...]:
        """The policies that isolate the subject, where they are not the place to change."""
        return tuple(Related(i.at, f"{i.policy.kind} {i.policy.name}") for i in self.isolations if i is not self.own)


def obstacle(cluster: Cluster, client: Workload, server: Workload, protocol: Protocol, number: int) -> Obstacle | None:
    """What keeps the pods of one workload from a port of another's; None where some of them get through."""
    reach, ends = cluster.once(Reachability.of), cluster.once(_endpoints)
    if reach.allows(ends[client.id], ends[server.id], protocol, number):
        return None
    sides = explained(cluster, client, server, protocol, number).sides
    return obstacle_at(next(side for side in sides if not side.allowed), client, server, protocol, number)


def explained(cluster: Cluster, client: Workload, server: Workload, protocol: Protocol, number: int) -> Explanation:
    """What the policies say of the connection, rule by rule."""
    ends = cluster.once(_endpoints)
    return Question(cluster.once(Reachability.of), ends[client.id], ends[server.id], protocol, number).explain()


def obstacle_at(side: Side, client: Workload, server: Workload, protocol: Protocol, number: int) -> Obstacle:
    """The obstacle at an end that refuses."""
    subject, peer = (client, server) if side.direction is Direction.EGRESS else (server, client)
    denial = next((s.clause for s in side.steps if s.decisive and s.clause.effect is Action.DENY), None)
    found = Obstacle(side.direction, subject, peer, protocol, number, side.isolations, denial)
    by_port = [clause for clause in _near(side, lacks_port=True) if _names_port_for(clause, subject)]
    by_peer = _near(side, lacks_port=False)
    return replace(found, nearest=next(iter((*by_port, *by_peer)), None), misses_port=bool(by_port))


def _names_port_for(clause: Clause, subject: Workload) -> bool:
    """Whether its ports are for such a connection: it names peers, or a port on which the subject does not listen."""
    if not any(isinstance(peer, Everyone) for peer in clause.peers):
        return True
    spans = [item for item in clause.traffic if isinstance(item, Span)]
    served = any(s.first <= (p.number or 0) <= s.last for s in spans for _, p in subject.pod.ports)
    return clause.direction is Direction.INGRESS and not served


def _endpoints(cluster: Cluster) -> Mapping[str, Endpoint]:
    return {endpoint.id: endpoint for endpoint in cluster.once(Reachability.of).endpoints}


def _near(side: Side, *, lacks_port: bool) -> list[Clause]:
    """The rules of policies for fewer than a namespace that miss the ports alone, or the peers alone."""
    return [
        step.clause
        for step in side.steps
        if step.missed
        and step.clause.tier is Tier.NETWORK_POLICY
        and not step.clause.subject.pods.is_empty
        and (step.missed.peer is None) is lacks_port
        and (step.missed.port is None) is not lacks_port
    ]


def _ports_at(clause: Clause) -> At:
    """The port, where the rule has one, else all of them."""
    entries = clause.at / "ports"
    return entries if (entries / 1).written else entries / 0 / "port"
