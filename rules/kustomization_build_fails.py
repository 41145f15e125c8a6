"""A kustomization cannot be built.

Why: what it describes cannot be deployed, and none of its patches were checked.
Fix: what the tool says; `kustomize build FOLDER` says it again.
Silent: what is switched off, such as remote bases (`kustomization-not-rendered`). The resources of a kustomization that
cannot be built are read as plain files.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.inputs.fault import FaultKind
from k8slint.model.cluster import Cluster
from k8slint.rule import rule


@rule(Severity.WARNING)
def kustomization_build_fails(cluster: Cluster) -> Iterator[Problem]:
    for fault in cluster.reading.faults_of(FaultKind.BUILD_FAILS):
        yield Problem(fault.at, fault.message)
