"""What users say must and must not be reachable: tests that run without a cluster."""

from __future__ import annotations

from dataclasses import field
from fnmatch import fnmatchcase

from k8slint.inputs.at import At
from k8slint.model.meta import Meta
from k8slint.model.network_policy import IpBlock, PolicyPort, Ports
from k8slint.model.selector import Selector
from k8slint.model.workload import Workload
from k8slint.record import dataclass


@dataclass(frozen=True)
class AssertedPods:
    """Pods by `workload` (a name such as `shop/cart`, with `*`) or by selectors; what is None does not restrict.

    `possible` tells whether pods count that anyone might create; None leaves it to the assertion.
    """

    workload: str | None
    namespaces: Selector | None
    pods: Selector | None
    possible: bool | None
    at: At = field(compare=False)

    def names(self, workload: Workload) -> bool:
        """Whether a workload is meant by name; without a name every workload is."""
        forms = (workload.name, f"{workload.namespace}/{workload.name}", workload.id)
        return self.workload is None or any(fnmatchcase(form, self.workload) for form in forms)

    def __str__(self) -> str:
        if self.workload is not None:
            return self.workload
        where = f" in namespaces with {self.namespaces}" if self.namespaces and not self.namespaces.is_empty else ""
        return f"pods with {self.pods}{where}" if self.pods and not self.pods.is_empty else f"every pod{where}"


AssertedEnd = AssertedPods | IpBlock


@dataclass(frozen=True)
class Assertion:
    """Connections from any of `sources` to any of `destinations` at `ports` are all allowed, or all denied."""

    name: str | None
    allow: bool
    sources: tuple[AssertedEnd, ...]
    destinations: tuple[AssertedEnd, ...]
    ports: tuple[PolicyPort, ...] | Ports
    at: At = field(compare=False)

    def counts_possible(self, end: AssertedPods, is_source: bool) -> bool:
        """Whether pods that anyone might create count: by default as sources of what must be denied."""
        if end.workload is not None:
            return False
        return (not self.allow and is_source) if end.possible is None else end.possible


@dataclass(frozen=True)
class ReachabilityAssertions:
    """An object of them; it never reaches a cluster."""

    meta: Meta
    assertions: tuple[Assertion, ...]
