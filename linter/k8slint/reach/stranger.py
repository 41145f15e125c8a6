"""Pods that nobody declares, beside those that are: what keeps one of them out is not open to all.

Bits answer most questions about everybody with no; only what looks open to strangers is put to the solver.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from ipaddress import ip_network

from k8slint.model.admin_policy import Action
from k8slint.model.cluster import Cluster
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.network_policy import Direction
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload
from k8slint.reach.answer import Answer, Never, Unknown
from k8slint.reach.clause import ALL_TRAFFIC, Clause, Everyone, Peer, Span, Traffic
from k8slint.reach.endpoint import Endpoint, PodKind
from k8slint.reach.prover import Prover
from k8slint.reach.reachability import Reachability
from k8slint.reach.vocabulary import Vocabulary
from k8slint.reach.who import Outside, Pods, Who
from k8slint.record import dataclass

_ELSEWHERE, _OTHER = "\0elsewhere", "\0other"
"""Names that no manifest can hold."""
FAMILIES = {4: ip_network("0.0.0.0/0"), 6: ip_network("::/0")}


@dataclass(frozen=True, eq=False)
class Subject:
    """Pods that policies treat alike, by their bit, and the workloads that make them."""

    bit: int
    pod: PodKind
    workloads: tuple[Workload, ...]


@dataclass(frozen=True, eq=False)
class Openness:
    """What is open to everybody: declared pods, pods that anyone may create, addresses."""

    reach: Reachability
    cluster: Cluster

    @classmethod
    def of(cls, cluster: Cluster) -> Openness:
        """The openness of a cluster's pods under its policies."""
        reach = cluster.once(Reachability.of)
        words = Vocabulary.of([reach.clauses])
        labelled = PodKind(
            _ELSEWHERE,
            {**dict.fromkeys(words.namespaces, _OTHER), NAME_LABEL: _ELSEWHERE},
            dict.fromkeys(words.pods, _OTHER),
            {},
            False,
            (),
        )
        plain = PodKind(_ELSEWHERE, {NAME_LABEL: _ELSEWHERE}, {}, {}, False, ())
        strangers = Endpoint("@strangers", (plain, labelled), ())
        return cls(Reachability(reach.clauses, (*reach.endpoints, strangers), reach.doors), cluster)

    @cached_property
    def prover(self) -> Prover:
        """The solver for these policies."""
        known = {namespace.name: namespace.labels for namespace in self.cluster.namespaces}
        return Prover(self.reach.clauses, known=known)

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """The declared pods on the pod network, those together that policies treat alike."""
        owners: dict[int, list[Workload]] = {}
        for endpoint in self.reach.endpoints:
            for bit in self.reach.bits(endpoint):
                owners.setdefault(bit, []).extend(endpoint.workloads)
        pods = self.reach.universe.pods
        return tuple(Subject(b, pods[b], tuple(w)) for b, w in owners.items() if w and not pods[b].host_network)

    @cached_property
    def subject_of(self) -> dict[int, Subject]:
        """The subjects by their bit."""
        return {subject.bit: subject for subject in self.subjects}

    @cached_property
    def pods(self) -> int:
        """Every pod of the pod network, strangers among them."""
        return self.reach.universe.all_pods & ~self.reach.universe.on_host_network

    def addresses(self, family: int) -> int:
        """Every address of a family."""
        return self.reach.universe.addresses.network(FAMILIES[family]) << len(self.reach.universe.pods)

    def ports(self, subject: Subject, direction: Direction, peers: int) -> int:
        """The ports open to each of these peers."""
        parts = self.reach.verdict(subject.bit, direction).parts
        return sum(ports for ports, admitted in parts if admitted & peers == peers)

    def rules(self, subject: Subject, direction: Direction) -> tuple[Clause, ...]:
        """The rules that apply and let something through."""
        return tuple(c for c in self.reach.applying(subject.bit, direction) if c.effect is Action.ALLOW)

    def met(self, clause: Clause, subject: Subject) -> Iterator[tuple[int, int]]:
        """Ports and peers of which a rule speaks."""
        return self.reach.judge.met(clause, self.reach.universe.pods[subject.bit])

    def because(
        self, subject: Subject, direction: Direction, peers: Who, traffic: Traffic = ALL_TRAFFIC
    ) -> tuple[Clause, ...] | None:
        """A smallest set of rules that opens this traffic to all peers; None where it is not open.

        Where the bound on the solver's work runs out, it is all rules: what looks open is not called closed.
        """
        answer = self._kept_out(direction, subject.pod, peers, traffic)
        return self.rules(subject, direction) if isinstance(answer, Unknown) else _rules(answer)

    def proven(self, direction: Direction, subject: Who, peers: Who, traffic: Traffic) -> tuple[Clause, ...] | None:
        """The same for subjects that are not declared, and only where it is proven."""
        return _rules(self._kept_out(direction, subject, peers, traffic))

    def _kept_out(self, direction: Direction, subject: Who, peers: Who, traffic: Traffic) -> Answer:
        return self.prover.kept_out(self.reach.clauses, direction, subject, peers, traffic)


def _rules(answer: Answer) -> tuple[Clause, ...] | None:
    if not isinstance(answer, Never):
        return None
    return tuple(sorted((c for c in answer.because if isinstance(c, Clause)), key=lambda c: (c.tier, c.order)))


def means(clause: Clause, peers: tuple[type[Peer], ...]) -> bool:
    """Whether a rule names a peer of one of these kinds."""
    return any(isinstance(peer, peers) for peer in clause.peers)


def is_everything(clause: Clause) -> bool:
    """Whether a rule restricts neither peers nor ports."""
    return means(clause, (Everyone,)) and clause.traffic is ALL_TRAFFIC


def port_traffic(protocol: Protocol, port: int) -> Traffic:
    """One port."""
    return (Span(protocol, port, port),)


ANY_POD = Pods()
INTERNET = {family: Outside((network,)) for family, network in FAMILIES.items()}
