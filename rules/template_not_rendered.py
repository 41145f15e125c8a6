"""A Helm chart or another template source stands where manifests are expected.

Why: what is deployed is the rendered result; the source cannot be checked as it is.
Fix: install `helm`, so that charts are rendered, or render it and check the result, for example
`helm template NAME CHART | k8slint check -`; or exclude the folder in the configuration (`paths.exclude`).
Silent: a chart is reported once, whatever number of files it has.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.inputs.fault import FaultKind
from k8slint.model.cluster import Cluster
from k8slint.rule import rule


@rule(Severity.WARNING)
def template_not_rendered(cluster: Cluster) -> Iterator[Problem]:
    for fault in cluster.reading.faults_of(FaultKind.TEMPLATE):
        yield Problem(fault.at, fault.message)
