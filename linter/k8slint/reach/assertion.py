"""Assertions against the policies: between declared pods by bitsets, for everybody else by the solver."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from k8slint.model.assertion import AssertedEnd, AssertedPods, Assertion
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import IpBlock, Ports
from k8slint.reach.answer import Unknown
from k8slint.reach.clause import ALL_TRAFFIC, Traffic
from k8slint.reach.compile import compile_block, compile_ports
from k8slint.reach.endpoint import Endpoint, PodKind
from k8slint.reach.prover import Prover
from k8slint.reach.reachability import Reachability
from k8slint.reach.who import Outside, Pods, Who
from k8slint.reach.witness import Witness
from k8slint.record import dataclass


@dataclass(frozen=True)
class Violation:
    """A connection that an assertion forbids and policies allow, or the other way round. `witness` shows one case."""

    assertion: Assertion
    source: str
    destination: str
    witness: dict[str, Any]


@dataclass(frozen=True)
class Undecided:
    """The bound on the solver's work ran out before the assertion was settled."""

    assertion: Assertion


@dataclass(frozen=True)
class Vacuous:
    """An end of an assertion names nothing that exists, so the assertion says nothing."""

    assertion: Assertion
    end: AssertedEnd


Outcome = Violation | Undecided | Vacuous


@dataclass(frozen=True)
class Party:
    """One who may be at an end: `endpoint` where it is declared."""

    who: Who
    endpoint: Endpoint | None = None


@dataclass(frozen=True)
class Verifier:
    """Checks assertions against the policies of a cluster."""

    cluster: Cluster
    reach: Reachability

    def outcomes(self) -> Iterator[Outcome]:
        """What does not hold, in the order in which it is asserted: at most one outcome an assertion."""
        for group in self.cluster.assertions:
            for assertion in group.assertions:
                yield from self._outcome(assertion)

    def _outcome(self, assertion: Assertion) -> Iterator[Outcome]:
        ends = [(end, True) for end in assertion.sources] + [(end, False) for end in assertion.destinations]
        parties = {index: tuple(self._parties(assertion, *end)) for index, end in enumerate(ends)}
        empty = [end for index, (end, _) in enumerate(ends) if not parties[index]]
        if empty:
            yield Vacuous(assertion, empty[0])
            return
        sources = [party for index, (_, is_source) in enumerate(ends) if is_source for party in parties[index]]
        destinations = [party for index, (_, is_source) in enumerate(ends) if not is_source for party in parties[index]]
        found = (self._broken(assertion, s, d) for s in sources for d in destinations)
        yield from [outcome for outcome in found if outcome][:1]

    def _parties(self, assertion: Assertion, end: AssertedEnd, is_source: bool) -> Iterator[Party]:
        if isinstance(end, IpBlock):
            yield from (Party(Outside(block.networks, block.excepts)) for block in compile_block(end))
        elif assertion.counts_possible(end, is_source):
            yield Party(_possible(end))
        else:
            yield from self._declared(end)

    def _declared(self, end: AssertedPods) -> Iterator[Party]:
        for endpoint in self.reach.endpoints:
            if any(end.names(workload) for workload in endpoint.workloads):
                for bit in self.reach.bits(endpoint):
                    pod = self.reach.universe.pods[bit]
                    if self._selects(end, endpoint, pod):
                        yield Party(pod, endpoint)

    def _selects(self, end: AssertedPods, endpoint: Endpoint, pod: PodKind) -> bool:
        """The declared labels count, of which a pod kind keeps only what policies mention."""
        labels = {**endpoint.labels, **pod.labels}
        return (end.namespaces is None or end.namespaces.matches(pod.namespace_labels)) and (
            end.pods is None or end.pods.matches(labels)
        )

    def _broken(self, assertion: Assertion, source: Party, destination: Party) -> Outcome | None:
        if source.endpoint is not None and source.endpoint is destination.endpoint:
            return None
        traffic = _traffic(assertion)
        ask = self._prover.refused if assertion.allow else self._prover.connected
        answer = ask(self.reach.clauses, source.who, destination.who, traffic)
        if isinstance(answer, Unknown):
            return Undecided(assertion)
        if not isinstance(answer, Witness):
            return None
        case = answer.as_dict(source=_name(source), destination=_name(destination))
        both_declared = source.endpoint and destination.endpoint
        witness = {key: value for key, value in case.items() if not (both_declared and key.lower().endswith("labels"))}
        return Violation(
            assertion, _told(witness, source, "source"), _told(witness, destination, "destination"), witness
        )

    @cached_property
    def _prover(self) -> Prover:
        known = {namespace.name: namespace.labels for namespace in self.cluster.namespaces}
        ends = [e for g in self.cluster.assertions for a in g.assertions for e in (*a.sources, *a.destinations)]
        groups = [_possible(end) for end in ends if isinstance(end, AssertedPods)]
        return Prover(self.reach.clauses, known=known, groups=groups)


def _told(witness: dict[str, Any], party: Party, end: str) -> str:
    """An end in words: the labels of a case are those of the end that is not declared."""
    labels = {} if party.endpoint else witness.get("labels", {})
    having = ", ".join(f"{key}={value}" for key, value in sorted(labels.items()))
    return f"{witness[end]} with {having}" if having else str(witness[end])


def outcomes(cluster: Cluster) -> tuple[Outcome, ...]:
    """What does not hold of all that the input asserts."""
    return tuple(Verifier(cluster, cluster.once(Reachability.of)).outcomes()) if cluster.assertions else ()


def _traffic(assertion: Assertion) -> Traffic:
    return ALL_TRAFFIC if isinstance(assertion.ports, Ports) else compile_ports(assertion.ports)


def _possible(end: AssertedPods) -> Pods:
    namespaces = end.namespaces.requirements if end.namespaces else ()
    return Pods(namespaces, end.pods.requirements if end.pods else ())


def _name(party: Party) -> str | None:
    return party.endpoint.id if party.endpoint else None
