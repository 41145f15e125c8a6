"""A Helm chart cannot be rendered.

Why: what it describes cannot be installed with these values, and none of it was checked.
Fix: what helm says; `helm template NAME CHART` says it again. Where a chart needs values, name a file that has them in
the configuration (`charts`), or beside the chart as `ci/NAME-values.yaml`. An entry of `charts` names a folder with a
`Chart.yaml`.
Silent: charts whose dependencies are not there (`template-not-rendered`): `helm dependency build` fetches them.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.inputs.fault import FaultKind
from k8slint.model.cluster import Cluster
from k8slint.rule import rule


@rule(Severity.WARNING)
def chart_render_fails(cluster: Cluster) -> Iterator[Problem]:
    for fault in cluster.reading.faults_of(FaultKind.CHART_FAILS):
        yield Problem(fault.at, fault.message)
