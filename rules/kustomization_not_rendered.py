"""A kustomization is read as plain files, without its patches and generators.

Why: what is deployed is the build; its patches may add what a finding misses, or break what looks right.
Fix: install `kustomize` or `kubectl` (`pip install k8slint[kustomize]`), or check the build, for example
`kustomize build overlays/production | k8slint check -`. What a build does beyond reading files of the repository, such
as fetching a remote base, is switched on by `--allow`.
Silent: without a tool all kustomizations of one input share one line, those that another one includes left out; objects
of Flux that are called Kustomization too. Patches and the inputs of generators are not read as manifests.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.inputs.fault import FaultKind
from k8slint.model.cluster import Cluster
from k8slint.rule import rule


@rule(Severity.INFO)
def kustomization_not_rendered(cluster: Cluster) -> Iterator[Problem]:
    for fault in cluster.reading.faults_of(FaultKind.NOT_RENDERED):
        yield Problem(fault.at, fault.message)
