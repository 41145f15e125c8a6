"""An end of a reachability assertion names nothing that exists, so the assertion says nothing.

Why: it looks like a test and passes whatever the policies say.
Fix: name a workload, labels or a CIDR that the input has.
Silent: ends that range over pods that anyone might create (`possible: true`, and sources of `deny` by default).
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.model.assertion import AssertedEnd, AssertedPods
from k8slint.model.cluster import Cluster
from k8slint.reach.assertion import Vacuous, outcomes
from k8slint.rule import rule


@rule(Severity.WARNING)
def assertion_vacuous(cluster: Cluster) -> Iterator[Problem]:
    for outcome in cluster.once(outcomes):
        if isinstance(outcome, Vacuous):
            yield Problem(outcome.end.at, f"{_why(outcome.end)}, so this asserts nothing")


def _why(end: AssertedEnd) -> str:
    return f"no declared workload matches {end}" if isinstance(end, AssertedPods) else f"{end.cidr} is not a CIDR"
