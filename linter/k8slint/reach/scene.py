"""What clauses say about a connection of which little is known, as formulas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from k8slint.model.admin_policy import Action
from k8slint.model.network_policy import Direction
from k8slint.reach.clause import ALL_TRAFFIC, Clause, Clauses, Isolation, PortName, Span, Tier, Traffic
from k8slint.reach.flow import Flow
from k8slint.reach.formula import Formula, Formulas
from k8slint.reach.guard import Guard, counts
from k8slint.reach.party import Party
from k8slint.record import dataclass


@dataclass(frozen=True, eq=False)
class Scene:
    """One connection: who opens it, to whom, over what; `given` is what is known of all three.

    `homes` are the namespaces in which the subject of a direction can be, where that is known.
    """

    formulas: Formulas
    source: Party
    destination: Party
    flow: Flow
    given: Formula = True
    homes: Mapping[Direction, frozenset[str] | None] = field(default_factory=dict)
    _met: dict[Clause, Formula] = field(default_factory=dict, repr=False)
    _travels: dict[Traffic, Formula] = field(default_factory=dict, repr=False)

    def subject(self, direction: Direction) -> Party:
        """The end at which a direction is decided."""
        return self.destination if direction is Direction.INGRESS else self.source

    def peer(self, direction: Direction) -> Party:
        """The other end."""
        return self.source if direction is Direction.INGRESS else self.destination

    def travels(self, traffic: Traffic) -> Formula:
        """Whether the flow is among some traffic; names are those of the destination's ports."""
        if traffic not in self._travels:
            items = (
                self.flow.within(t) if isinstance(t, Span) else self.destination.serves(t, self.flow) for t in traffic
            )
            self._travels[traffic] = traffic is ALL_TRAFFIC or self.formulas.any(items)
        return self._travels[traffic]

    def _goes(self, item: Span | PortName) -> Formula:
        return self.flow.within(item) if isinstance(item, Span) else self.destination.serves(item, self.flow)

    def met(self, clause: Clause) -> Formula:
        """Whether a clause speaks of the connection."""
        if clause not in self._met:
            self._met[clause] = self._speaks(clause)
        return self._met[clause]

    def _speaks(self, clause: Clause) -> Formula:
        subject = self.subject(clause.direction).meets(clause.subject)
        if subject is False:
            return False
        peers = self.formulas.any(map(self.peer(clause.direction).meets, clause.peers))
        return self.formulas.all((subject, peers, self.travels(clause.traffic)))

    def allowed(self, clauses: Clauses, guard: Guard = counts) -> Formula:
        """Whether the policies let the connection through, at both ends."""
        return self.formulas.all(self.lets(clauses, direction, guard) for direction in Direction)

    def lets(self, clauses: Clauses, direction: Direction, guard: Guard = counts) -> Formula:
        """Whether the policies of one end do: tier by tier, the first clause that matches. (network-policy-api)"""
        tiers: dict[Tier, list[Clause]] = {tier: [] for tier in Tier}
        homes = self.homes.get(direction)
        for clause in clauses.about(direction, homes):
            if self.met(clause) is not False:
                tiers[clause.tier].append(clause)
        baseline = self._first(tiers[Tier.BASELINE], True, guard)
        admitted = self.formulas.any(self._counted(clause, guard) for clause in tiers[Tier.NETWORK_POLICY])
        alone = self.formulas.any(self._isolated(isolation, guard) for isolation in clauses.isolating(direction, homes))
        below = self.formulas.choose(alone, admitted, self.formulas.any((admitted, baseline)))
        return self._first(tiers[Tier.ADMIN], below, guard)

    def _first(self, clauses: Iterable[Clause], below: Formula, guard: Guard) -> Formula:
        """What the first clause that matches says; `below` is what follows the tier."""
        verdict = below
        for clause in reversed(tuple(clauses)):
            effect = below if clause.effect is Action.PASS else clause.effect is Action.ALLOW
            verdict = self.formulas.choose(self._counted(clause, guard), effect, verdict)
        return verdict

    def _counted(self, clause: Clause, guard: Guard) -> Formula:
        return self.formulas.all((self.met(clause), guard(clause)))

    def _isolated(self, isolation: Isolation, guard: Guard) -> Formula:
        return self.formulas.all((self.subject(isolation.direction).meets(isolation.subject), guard(isolation)))
