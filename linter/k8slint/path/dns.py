"""Whether pods that look up names get to a DNS server at all.

Cluster DNS answers at UDP 53 and, for what does not fit a datagram, TCP 53 of its pods: 5353 in OpenShift, 8053 in
Gardener, and at 169.254.20.10 of each node where node-local DNS is installed. (documentation of each)
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload
from k8slint.reach.answer import Never
from k8slint.reach.clause import Isolation, Span, Traffic
from k8slint.reach.prover import Prover
from k8slint.reach.stranger import Openness, Subject
from k8slint.reach.who import Pods
from k8slint.record import dataclass

PORTS = (53, 5353, 8053)
HOMES = tuple(Pods.inside(name) for name in ("kube-system", "openshift-dns", "dns", "coredns"))
"""Where DNS servers run: with any labels, for a misspelled label of theirs is told at the policy that has it."""


@dataclass(frozen=True)
class NoDns:
    """Workloads, alike to policies, that cannot ask a DNS server over `protocols`, and what isolates them."""

    workloads: tuple[Workload, ...]
    protocols: tuple[Protocol, ...]
    isolations: tuple[Isolation, ...]


def without_dns(cluster: Cluster) -> tuple[NoDns, ...]:
    """The declared pods whose egress is isolated and leads to no DNS server that there could be."""
    return tuple(_without_dns(cluster))


def _without_dns(cluster: Cluster) -> Iterator[NoDns]:
    asking, reach = _Asking(cluster), cluster.once(Openness.of).reach
    for subject in cluster.once(Openness.of).subjects:
        workloads = tuple(w for w in subject.workloads if asks_cluster_dns(w))
        isolations = reach.isolating(subject.bit, Direction.EGRESS) if workloads else ()
        lacking = tuple(p for p in (Protocol.UDP, Protocol.TCP) if not asking.gets_through(subject, p))
        if isolations and lacking:
            yield NoDns(workloads, lacking, isolations)


def asks_cluster_dns(workload: Workload) -> bool:
    """Whether names are looked up in the cluster's DNS. (Kubernetes documentation, "Pod's DNS Policy")"""
    return not workload.pod.host_network and workload.pod.dns_policy in ("ClusterFirst", "ClusterFirstWithHostNet")


@dataclass(frozen=True, eq=False)
class _Asking:
    """One question after another to the policies of a cluster: bits first, the solver for what they leave open."""

    cluster: Cluster

    @cached_property
    def _openness(self) -> Openness:
        return self.cluster.once(Openness.of)

    def gets_through(self, subject: Subject, protocol: Protocol) -> bool:
        """Whether some address, or a pod where DNS servers run, may be asked. A bound that runs out counts as yes."""
        reach = self._openness.reach
        open_ports = reach.verdict(subject.bit, Direction.EGRESS).ports(reach.universe.all_addresses)
        if any(open_ports & reach.port_atoms.atom(protocol, number) for number in PORTS):
            return True
        traffic: Traffic = tuple(Span(protocol, number, number) for number in PORTS)
        return any(self._may_ask(subject, home, traffic) for home in HOMES)

    def _may_ask(self, subject: Subject, home: Pods, traffic: Traffic) -> bool:
        scene = self._prover.between(subject.pod, home)
        asked = (scene.travels(traffic), scene.lets(self._openness.reach.clauses, Direction.EGRESS))
        return not isinstance(self._prover.ask(scene, asked), Never)

    @cached_property
    def _prover(self) -> Prover:
        known = {namespace.name: namespace.labels for namespace in self.cluster.namespaces}
        return Prover(self._openness.reach.clauses, known=known, groups=HOMES)
