"""Why a connection is allowed or denied: every clause that was tried, in order, and what it missed by."""

from __future__ import annotations

from functools import cached_property

from k8slint.model.admin_policy import Action
from k8slint.model.network_policy import Direction
from k8slint.model.port import Protocol
from k8slint.reach.clause import Clause, Isolation, Network, Tier
from k8slint.reach.endpoint import Endpoint, PodKind
from k8slint.reach.miss import peer_miss, traffic_text
from k8slint.reach.reachability import Reachability
from k8slint.record import dataclass


@dataclass(frozen=True)
class Missed:
    """What of a clause did not match, in words: its peers, its ports, or both."""

    peer: str | None
    port: str | None

    def __str__(self) -> str:
        return ", and ".join(part for part in (self.peer, self.port) if part)


@dataclass(frozen=True)
class Step:
    """A clause that applies to the subject. `missed` is None where the clause matched.

    `decisive` marks the clause that settled the matter: the first that matched in a tier that is ordered, any that
    matched among NetworkPolicies.
    """

    clause: Clause
    missed: Missed | None
    decisive: bool


@dataclass(frozen=True)
class Side:
    """One direction: the pod whose policies are asked, what isolates it, and what its clauses said in turn."""

    direction: Direction
    end: Endpoint | Network
    allowed: bool
    isolations: tuple[Isolation, ...]
    steps: tuple[Step, ...]
    reason: str


@dataclass(frozen=True)
class Explanation:
    """A connection that opens only where both sides allow it."""

    source: Endpoint | Network
    destination: Endpoint | Network
    protocol: Protocol
    port: int
    sides: tuple[Side, ...]

    @property
    def allowed(self) -> bool:
        """Whether the connection opens."""
        return all(side.allowed for side in self.sides)


@dataclass(frozen=True)
class Question:
    """May `source` connect to `port` of `destination`? Each end is an endpoint or one address (a /32 or /128).

    An endpoint of several kinds of pods is asked about through the first pair that may connect, else the first pair.
    """

    reach: Reachability
    source: Endpoint | Network
    destination: Endpoint | Network
    protocol: Protocol
    port: int

    def explain(self) -> Explanation:
        """The answer with its reasons."""
        candidates = [self._explained(s, d) for s in self._bits(self.source) for d in self._bits(self.destination)]
        return next((found for found in candidates if found.allowed), candidates[0])

    def _bits(self, end: Endpoint | Network) -> tuple[int, ...]:
        return self.reach.bits(end) if isinstance(end, Endpoint) else (self.reach.address_bit(end),)

    def _explained(self, source: int, destination: int) -> Explanation:
        sides = (
            self._side(Direction.EGRESS, self.source, source, destination),
            self._side(Direction.INGRESS, self.destination, destination, source),
        )
        return Explanation(self.source, self.destination, self.protocol, self.port, sides)

    def _side(self, direction: Direction, end: Endpoint | Network, subject: int, peer: int) -> Side:
        if not isinstance(end, Endpoint):
            return Side(direction, end, True, (), (), "since no policy binds an address outside")
        pod = self.reach.universe.pods[subject]
        if pod.host_network:
            return Side(direction, end, True, (), (), "since no policy binds a pod on the host network")
        trial = _Trial(self, direction, subject, peer, pod)
        return Side(direction, end, trial.allowed, trial.isolations, trial.steps, trial.reason)


@dataclass(frozen=True)
class _Trial:
    """The clauses of one pod in one direction, tried in order against one peer and port."""

    question: Question
    direction: Direction
    subject: int
    peer: int
    pod: PodKind

    @cached_property
    def isolations(self) -> tuple[Isolation, ...]:
        return self.question.reach.isolating(self.subject, self.direction)

    @cached_property
    def _tried(self) -> tuple[tuple[Clause, Missed | None], ...]:
        clauses = self.question.reach.applying(self.subject, self.direction)
        return tuple((clause, self._miss(clause)) for clause in clauses)

    @cached_property
    def _deciding(self) -> tuple[Clause, ...]:
        """First in the admin tier unless it passes, then NetworkPolicies, then the baseline unless isolated."""
        met = [clause for clause, missed in self._tried if missed is None]
        by_tier = {tier: [clause for clause in met if clause.tier is tier] for tier in Tier}
        admin = by_tier[Tier.ADMIN][:1]
        if admin and admin[0].effect is not Action.PASS:
            return tuple(admin)
        if self.isolations:
            return (*admin, *by_tier[Tier.NETWORK_POLICY])
        return (*admin, *by_tier[Tier.BASELINE][:1])

    @property
    def allowed(self) -> bool:
        final = [clause for clause in self._deciding if clause.effect is not Action.PASS]
        return final[0].effect is Action.ALLOW if final else not self.isolations

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(Step(clause, missed, clause in self._deciding) for clause, missed in self._tried)

    @property
    def reason(self) -> str:
        final = [clause for clause in self._deciding if clause.effect is not Action.PASS]
        if final:
            return f"by {final[0].policy.ref}"
        if self.isolations:
            names = ", ".join(sorted({str(isolation.policy.ref) for isolation in self.isolations}))
            return f"since {names} isolates it and no rule admits this"
        return "since no policy decides"

    def _miss(self, clause: Clause) -> Missed | None:
        question, judge = self.question, self.question.reach.judge
        atom = question.reach.port_atoms.atom(question.protocol, question.port)
        met = [(ports & atom, peers >> self.peer & 1) for ports, peers in judge.met(clause, self.pod)]
        if any(ports and peers for ports, peers in met):
            return None
        meets_peer = judge.peers[clause] >> self.peer & 1
        meets_port = any(ports for ports, peers in met if peers or not meets_peer)  # a name is another number elsewhere
        return Missed(
            None if meets_peer else peer_miss(clause, question.reach.universe, self.peer),
            None if meets_port else f"port {question.port}/{question.protocol} is not among {traffic_text(clause)}",
        )
