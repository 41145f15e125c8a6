"""Which pods a Service was meant for that selects none: every sign that manifests give, weighed.

The signs are those that a reviewer goes by: how far the selector is from the labels, whether the Service is named or
labelled after the workload, whether the workload has the ports that the Service targets, and whether it is left
without a Service.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from k8slint.model.backing import fits
from k8slint.model.cluster import Cluster
from k8slint.model.difference import Difference, differences
from k8slint.model.service import Service
from k8slint.model.workload import Workload
from k8slint.near import is_slip

SUFFIXES = ("-headless", "-service", "-svc", "-lb", "-loadbalancer", "-deployment", "-deploy", "-statefulset", "-app")
"""What people append to a name to tell a Service from its workload."""


@dataclass(frozen=True)
class Aim:
    """`workloads` have the labels that the selector misses by `differences`; `evident` where nothing else is meant."""

    workloads: tuple[Workload, ...]
    differences: tuple[Difference, ...]
    evident: bool

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


@dataclass(frozen=True)
class _Candidate:
    cluster: Cluster
    service: Service
    workload: Workload
    differences: tuple[Difference, ...]

    @cached_property
    def weight(self) -> int:
        """0 where nothing speaks for the workload."""
        if self.slips:
            return 4 if self.named or self.free or not self.deliberate else 0
        if not self.fits:
            return 3 if self.known and self.named and self.free and not self.deliberate else 0
        if not self.known:
            return 1 if self.named and self.free else 0
        if self.named or self.labelled:
            return 3 if self.free or not self.deliberate else 0
        alike = all(d.is_variant for d in self.differences) or (self.free and self.one_of_many)
        return (2 if self.free else 1) if alike and not self.deliberate else 0

    @property
    def rank(self) -> tuple[int, bool, bool]:
        """Orders candidates."""
        return (self.weight, self.weight > 0 and self.named, self.weight > 0 and self.free)

    @cached_property
    def known(self) -> bool:
        """Whether the workload has a label for each requirement."""
        return all(difference.key for difference in self.differences)

    @cached_property
    def slips(self) -> bool:
        """Whether letters make the difference."""
        return all(difference.is_slip for difference in self.differences)

    @property
    def one_of_many(self) -> bool:
        """Whether the pods meet all requirements but one."""
        selector = self.service.selector
        return selector is not None and len(selector.requirements) > len(self.differences) == 1

    @cached_property
    def named(self) -> bool:
        """Whether the Service has the name of the workload, or of the label that it misses."""
        if _stem(self.service.name) == _stem(self.workload.name):
            return True
        return all(difference.value == self.service.name for difference in self.differences)

    @cached_property
    def labelled(self) -> bool:
        """Whether the Service carries the very labels that its selector misses."""
        own = self.service.meta.labels
        return all(d.key is not None and own.get(d.key) == d.value for d in self.differences)

    @cached_property
    def deliberate(self) -> bool:
        """Whether the Service repeats what it selects in its name or labels, so that it is no slip."""
        own = {self.service.name, *self.service.meta.labels.values()}
        return not any(d.in_key for d in self.differences) and all(_echoes(d, own) for d in self.differences)

    @cached_property
    def free(self) -> bool:
        """Whether no other Service selects the workload."""
        return not self.cluster.services_of(self.workload)

    @cached_property
    def fits(self) -> bool:
        """Whether the workload has a port that the Service targets, as far as it declares any."""
        ports = self.service.ports
        return not ports or any(fits(self.workload, port) for port in ports)


def aim_of(cluster: Cluster, service: Service) -> Aim | None:
    """The pods that a Service without pods was meant for; None where nothing speaks for any."""
    groups: dict[tuple[Difference, ...], list[_Candidate]] = defaultdict(list)
    for workload in cluster.workloads_in(service.namespace):
        found = differences(service.selector, workload) if service.selector else None
        if found and not workload.is_transient:
            groups[found].append(_Candidate(cluster, service, workload, found))
    ranked = sorted(groups.values(), key=lambda group: max(c.rank for c in group), reverse=True)
    if not ranked or not max(c.weight for c in ranked[0]):
        return None
    best = max(c.rank for c in ranked[0])
    tied = len(ranked) > 1 and max(c.rank for c in ranked[1]) == best
    meant = tuple(c.workload for c in ranked[0])
    return Aim(meant, ranked[0][0].differences, best[0] > 1 and not tied)


def _stem(name: str) -> str:
    return next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)), name)


def _echoes(difference: Difference, own: set[str]) -> bool:
    wanted = difference.wanted
    return wanted in own or any(is_slip(wanted, word) for word in own - {difference.value})
