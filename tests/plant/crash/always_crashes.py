"""A rule with a defect of its own.

Why: to see what k8slint does then.
Fix: none.
Silent: never.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.model.cluster import Cluster
from k8slint.rule import rule


@rule(Severity.ERROR)
def always_crashes(cluster: Cluster) -> Iterator[Problem]:
    raise ValueError("names from a manifest:\n::set-output name=x::y\x1b[2J")
    yield
