"""Which callers that the input does not declare get in at a port of declared pods."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum

from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload
from k8slint.path.possible import may_meet, unseen_namespaces
from k8slint.reach.clause import Isolation
from k8slint.reach.stranger import Openness, Subject
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
    return cluster.once(_Gates.of).admitted(workload, protocol, number, with_pods=False)


def pods_admitted(cluster: Cluster, workload: Workload, protocol: Protocol, number: int) -> Admitted:
    """Which pods of namespaces that the input does not show get in, or callers on the network of their node."""
    return cluster.once(_Gates.of).admitted(workload, protocol, number, with_pods=True)


def ports_admitted(cluster: Cluster, workload: Workload, protocol: Protocol, number: int) -> Admitted:
    """Whether any rule admits anybody at the port."""
    return cluster.once(_Gates.of).open_ports(workload, protocol, number)


@dataclass(frozen=True, eq=False)
class _Gates:
    """The ports of declared pods."""

    cluster: Cluster
    openness: Openness
    subjects: Mapping[str, Sequence[Subject]]

    @classmethod
    def of(cls, cluster: Cluster) -> _Gates:
        """Those of a cluster."""
        openness, subjects = cluster.once(Openness.of), dict[str, list[Subject]]()
        for subject in openness.subjects:
            for workload in subject.workloads:
                subjects.setdefault(workload.id, []).append(subject)
        return cls(cluster, openness, subjects)

    def admitted(self, workload: Workload, protocol: Protocol, number: int, *, with_pods: bool) -> Admitted:
        """What all of a workload's pods have in common: the least that some of them admit."""
        return self._common(workload, lambda subject: self._callers(subject, protocol, number, with_pods))

    def open_ports(self, workload: Workload, protocol: Protocol, number: int) -> Admitted:
        """Whether the pods are open, or some rule of theirs is about the port."""
        atom = self.openness.reach.port_atoms.atom(protocol, number)
        return self._common(workload, lambda subject: Callers.SOME if self._is_open(subject, atom) else Callers.NONE)

    def _common(self, workload: Workload, callers: Callable[[Subject], Callers]) -> Admitted:
        found = dict.fromkeys(self.subjects.get(workload.id, ()))
        isolations = (i for s in found for i in self.openness.reach.isolating(s.bit, Direction.INGRESS))
        return Admitted(min(map(callers, found), default=Callers.ALL), tuple(dict.fromkeys(isolations)))

    def _is_open(self, subject: Subject, atom: int) -> bool:
        rules = self.openness.rules(subject, Direction.INGRESS)
        isolated = self.openness.reach.isolating(subject.bit, Direction.INGRESS)
        return not isolated or any(ports & atom for rule in rules for ports, _ in self.openness.met(rule, subject))

    def _callers(self, subject: Subject, protocol: Protocol, number: int, with_pods: bool) -> Callers:
        reach, atom = self.openness.reach, self.openness.reach.port_atoms.atom(protocol, number)
        everybody = (self.openness.addresses(4), *((self.openness.pods,) if with_pods else ()))
        if any(self.openness.ports(subject, Direction.INGRESS, all_) & atom for all_ in everybody):
            return Callers.ALL
        if reach.verdict(subject.bit, Direction.INGRESS).ports(reach.universe.all_addresses) & atom:
            return Callers.SOME
        return Callers.SOME if with_pods and self._some_pod(subject, atom) else Callers.NONE

    def _some_pod(self, subject: Subject, atom: int) -> bool:
        """Whether a rule may mean a pod of a namespace that the input does not show."""
        for rule in self.openness.rules(subject, Direction.INGRESS):
            meets_port = any(ports & atom for ports, _ in self.openness.met(rule, subject))
            if meets_port and may_meet(self.cluster, rule, unseen_namespaces(self.cluster, rule)):
                return True
        return False
