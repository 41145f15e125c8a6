"""Which pods a Service was meant for that selects none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from k8slint.inputs.at import At
from k8slint.model.candidate import Candidate, stem
from k8slint.model.cluster import Cluster
from k8slint.model.difference import Difference, differences
from k8slint.model.selection import Miss
from k8slint.model.service import Service
from k8slint.model.workload import Workload
from k8slint.record import dataclass

MOST_PAIRS = 100_000
"""Services without pods times workloads, in one namespace; beyond, only workloads of a Service's name are compared."""


@dataclass(frozen=True)
class Aim:
    """`workloads` have the labels that the selector misses by `differences`; `evident` where nothing else is meant."""

    workloads: tuple[Workload, ...]
    differences: tuple[Difference, ...]
    evident: bool

    @property
    def miss(self) -> Miss:
        """What to change, and how."""
        return Miss(self.workloads, self.differences)

    @property
    def label_at(self) -> At:
        """The label of the pods that is missed first."""
        return self.workloads[0].pod.labels.at_key(self.differences[0].key or "")

    @property
    def is_slip(self) -> bool:
        """Whether letters make the whole difference."""
        return all(difference.is_slip for difference in self.differences)

    @property
    def mislabelled(self) -> Workload | None:
        """The workload whose pods are at fault: it has itself the label, or the name, that its pods miss by letters."""
        workload, difference = self.workloads[0], self.differences[0]
        if not self.is_slip or len(self.differences) > 1 or difference.in_key or not self.evident:
            return None
        own = (workload.name, workload.meta.labels.get(difference.requirement.key))
        return workload if difference.wanted in own and difference.value not in own else None


def aim_of(cluster: Cluster, service: Service) -> Aim | None:
    """The pods that a Service without pods was meant for; None where nothing speaks for any."""
    groups: dict[tuple[Difference, ...], list[Candidate]] = defaultdict(list)
    for workload in _compared(cluster, service):
        found = differences(service.selector, workload) if service.selector else None
        if found and not workload.is_transient:
            candidate = Candidate(cluster, service, workload, found)
            if candidate.weight:
                groups[found].append(candidate)
    ranked = sorted(groups.values(), key=_rank, reverse=True)
    if not ranked:
        return None
    tied = len(ranked) > 1 and _rank(ranked[0]) == _rank(ranked[1])
    meant = tuple(candidate.workload for candidate in ranked[0])
    return Aim(meant, ranked[0][0].differences, _rank(ranked[0])[0] > 1 and not tied)


def _rank(group: list[Candidate]) -> tuple[int, bool, bool]:
    return max(candidate.rank for candidate in group)


def _compared(cluster: Cluster, service: Service) -> Sequence[Workload]:
    workloads = cluster.workloads_in(service.namespace)
    if cluster.once(_without_pods)[service.namespace] * len(workloads) <= MOST_PAIRS:
        return workloads
    return cluster.once(_by_stem).get((service.namespace, stem(service.name)), ())


def _without_pods(cluster: Cluster) -> Counter[str]:
    """How many Services of each namespace select nothing."""
    return Counter(s.namespace for s in cluster.services if s.selector and not cluster.pods_of(s))


def _by_stem(cluster: Cluster) -> Mapping[tuple[str, str], Sequence[Workload]]:
    found: dict[tuple[str, str], list[Workload]] = defaultdict(list)
    for workload in cluster.workloads:
        found[workload.namespace, stem(workload.name)].append(workload)
    return found
