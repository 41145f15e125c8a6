"""Whether pods that look up names get to a DNS server at all.

Cluster DNS answers at UDP 53 and, for what does not fit a datagram, TCP 53 of its pods: 5353 in OpenShift, 8053 in
Gardener, and at 169.254.20.10 of each node where node-local DNS is installed. (documentation of each)
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload
from k8slint.path.possible import carries, may_meet
from k8slint.reach.clause import Clause, Isolation, Span
from k8slint.reach.stranger import Openness
from k8slint.record import dataclass

PORTS = (53, 5353, 8053)
HOMES = ("kube-system", "openshift-dns", "dns", "coredns")
"""Where DNS servers run: with any labels, for a misspelled label of theirs is told at the policy that has it."""


@dataclass(frozen=True)
class NoDns:
    """Workloads, alike to policies, that cannot ask a DNS server over `protocols`, and what isolates them."""

    workloads: tuple[Workload, ...]
    protocols: tuple[Protocol, ...]
    isolations: tuple[Isolation, ...]


def without_dns(cluster: Cluster) -> tuple[NoDns, ...]:
    """The declared pods whose egress is isolated and leads to no DNS server that there could be.

    Rules of administrators may do so, too; what they deny is left aside.
    """
    return tuple(_without_dns(cluster))


def _without_dns(cluster: Cluster) -> Iterator[NoDns]:
    openness = cluster.once(Openness.of)
    for subject in openness.subjects:
        isolations = openness.reach.isolating(subject.bit, Direction.EGRESS)
        workloads = tuple(w for w in subject.workloads if asks_cluster_dns(w)) if isolations else ()
        if workloads:
            rules = openness.rules(subject, Direction.EGRESS)
            lacking = tuple(p for p in (Protocol.UDP, Protocol.TCP) if not any(_leads(cluster, r, p) for r in rules))
            if lacking:
                yield NoDns(workloads, lacking, isolations)


def asks_cluster_dns(workload: Workload) -> bool:
    """Whether names are looked up in the cluster's DNS. (Kubernetes documentation, "Pod's DNS Policy")"""
    return not workload.pod.host_network and workload.pod.dns_policy in ("ClusterFirst", "ClusterFirstWithHostNet")


def _leads(cluster: Cluster, rule: Clause, protocol: Protocol) -> bool:
    """Whether it may let through to some address, or to a pod where DNS servers run."""
    wanted = [Span(protocol, number, number) for number in PORTS]
    return carries(rule.traffic, wanted) and may_meet(cluster, rule, HOMES)
