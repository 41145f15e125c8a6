"""A workload that a Service may have been meant for, and every sign that manifests give of it, weighed.

The signs are those that a reviewer goes by: how far the selector is from the labels, whether the Service is named or
labelled after the workload, whether the workload has a port that the Service targets, and whether it is left without
a Service.
"""

from __future__ import annotations

from functools import cached_property

from k8slint.model.backing import fits
from k8slint.model.cluster import Cluster
from k8slint.model.difference import Difference
from k8slint.model.service import Service
from k8slint.model.workload import Workload
from k8slint.near import is_slip
from k8slint.record import dataclass

SUFFIXES = ("-headless", "-service", "-svc", "-lb", "-loadbalancer", "-deployment", "-deploy", "-statefulset", "-app")
"""What people append to a name to tell a Service from its workload."""


@dataclass(frozen=True)
class Candidate:
    """`differences` are what keeps the Service from selecting the workload."""

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
        return (self.weight, self.named, self.free)

    @property
    def known(self) -> bool:
        """Whether the workload has a label for each requirement."""
        return all(difference.key for difference in self.differences)

    @property
    def slips(self) -> bool:
        """Whether letters make the difference."""
        return all(difference.is_slip for difference in self.differences)

    @property
    def one_of_many(self) -> bool:
        """Whether the pods meet all requirements but one."""
        selector = self.service.selector
        return selector is not None and len(selector.requirements) > len(self.differences) == 1

    @property
    def named(self) -> bool:
        """Whether the Service has the name of the workload, or of the label that it misses."""
        if stem(self.service.name) == stem(self.workload.name):
            return True
        return all(difference.value == self.service.name for difference in self.differences)

    @property
    def labelled(self) -> bool:
        """Whether the Service carries the very labels that its selector misses."""
        own = self.service.meta.labels
        return all(d.key is not None and own.get(d.key) == d.value for d in self.differences)

    @property
    def deliberate(self) -> bool:
        """Whether the Service repeats what it selects in its name or labels, so that it is no slip."""
        own = {self.service.name, *self.service.meta.labels.values()}
        return not any(d.in_key for d in self.differences) and all(_echoes(d, own) for d in self.differences)

    @property
    def free(self) -> bool:
        """Whether no other Service selects the workload."""
        return not self.cluster.services_of(self.workload)

    @property
    def fits(self) -> bool:
        """Whether the workload has a port that the Service targets, as far as it declares any."""
        ports = self.service.ports
        return not ports or any(fits(self.workload, port) for port in ports)


def stem(name: str) -> str:
    """A name without what tells a Service from its workload."""
    return next((name.removesuffix(suffix) for suffix in SUFFIXES if name.endswith(suffix)), name)


def _echoes(difference: Difference, own: set[str]) -> bool:
    wanted = difference.wanted
    return wanted in own or any(is_slip(wanted, word) for word in own - {difference.value})
