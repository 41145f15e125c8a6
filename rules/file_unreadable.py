"""A file cannot be read, or is larger than k8slint reads.

Why: nothing in it is checked, so a clean report would mean less than it says.
Fix: make the file readable, split it, or exclude it in the configuration (`paths.exclude`).
Silent: files that are excluded.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.inputs.fault import FaultKind
from k8slint.model.cluster import Cluster
from k8slint.rule import rule


@rule(Severity.ERROR)
def file_unreadable(cluster: Cluster) -> Iterator[Problem]:
    for fault in cluster.reading.faults_of(FaultKind.UNREADABLE):
        yield Problem(fault.at, fault.message)
