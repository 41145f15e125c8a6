"""Which callers that the input does not declare get in at a port of declared pods."""

from __future__ import annotations

from enum import IntEnum

from k8slint.inputs.at import At
from k8slint.model.absence import covers
from k8slint.model.cluster import Cluster
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.network_policy import Direction
from k8slint.model.port import Protocol
from k8slint.model.selector import Operator, Requirement
from k8slint.model.workload import Workload
from k8slint.reach.answer import Never
from k8slint.reach.clause import Isolation
from k8slint.reach.prover import Prover
from k8slint.reach.stranger import Openness, Subject, port_traffic
from k8slint.reach.who import Pods
from k8slint.record import dataclass


class Callers(IntEnum):
    """How many of them, in rising order."""

    NONE = 0
    SOME = 1
    ALL = 2


@dataclass(frozen=True)
class Admitted:
    """`isolations` are the policies that choose among callers; none where policies do not bind the pods."""

    callers: Callers
    isolations: tuple[Isolation, ...] = ()

    @property
    def section_at(self) -> At:
        """Where a rule would have to admit more: in a policy that is not for a whole namespace, if there is one."""
        own = next((i for i in self.isolations if not i.subject.pods.is_empty), self.isolations[0])
        return own.policy.at / "spec" / Direction.INGRESS.value


def addresses_admitted(cluster: Cluster, workload: Workload, protocol: Protocol, number: int) -> Admitted:
    """Which IPv4 addresses outside of the cluster get in, nodes among them."""
    return _Port(cluster, workload, protocol, number).admitted(with_pods=False)


def pods_admitted(cluster: Cluster, workload: Workload, protocol: Protocol, number: int) -> Admitted:
    """Which pods of namespaces that the input does not show get in, or callers on the network of their node."""
    return _Port(cluster, workload, protocol, number).admitted(with_pods=True)


@dataclass(frozen=True)
class _Port:
    """A port of a workload's pods."""

    cluster: Cluster
    workload: Workload
    protocol: Protocol
    number: int

    def admitted(self, *, with_pods: bool) -> Admitted:
        """What all of its pods have in common: the least that some of them admit."""
        openness = self.cluster.once(Openness.of)
        found = [subject for subject in openness.subjects if any(w.id == self.workload.id for w in subject.workloads)]
        callers = [max(self._addresses(s), self._pods(s) if with_pods else Callers.NONE) for s in found]
        isolations = (i for s in found for i in openness.reach.isolating(s.bit, Direction.INGRESS))
        return Admitted(min(callers, default=Callers.ALL), tuple(dict.fromkeys(isolations)))

    def _addresses(self, subject: Subject) -> Callers:
        openness = self.cluster.once(Openness.of)
        atom = openness.reach.port_atoms.atom(self.protocol, self.number)
        if openness.ports(subject, Direction.INGRESS, openness.addresses(4)) & atom:
            return Callers.ALL
        some = openness.reach.verdict(subject.bit, Direction.INGRESS).ports(openness.reach.universe.all_addresses)
        return Callers.SOME if some & atom else Callers.NONE

    def _pods(self, subject: Subject) -> Callers:
        """A bound on the solver's work that runs out counts as a case."""
        openness = self.cluster.once(Openness.of)
        atom = openness.reach.port_atoms.atom(self.protocol, self.number)
        if openness.ports(subject, Direction.INGRESS, openness.pods) & atom:
            return Callers.ALL
        traffic = port_traffic(self.protocol, self.number)
        prover, unseen = self.cluster.once(_prover), _unseen(self.cluster)
        answer = prover.connected(openness.reach.clauses, unseen, subject.pod, traffic)
        return Callers.NONE if isinstance(answer, Never) else Callers.SOME


def _unseen(cluster: Cluster) -> Pods:
    """Pods of namespaces of which the input does not show what runs in them."""
    shown = frozenset(name for name in cluster.known_namespaces if covers(cluster, name))
    return Pods((Requirement(NAME_LABEL, Operator.NOT_IN, shown),) if shown else ())


def _prover(cluster: Cluster) -> Prover:
    known = {namespace.name: namespace.labels for namespace in cluster.namespaces}
    return Prover(cluster.once(Openness.of).reach.clauses, known=known, groups=(_unseen(cluster),))
