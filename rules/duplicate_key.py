"""A mapping sets the same key twice.

Why: for kubectl only the last one counts, and the others are lost without a word; kustomize, and with it Flux and Argo
CD, refuses the file.
Fix: remove one of them. Which one is evident only where both lines say the same.
Silent: keys that a merge key (`<<`) brings in, which are meant to be overridden;
documents that are no Kubernetes objects.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.inputs.fault import FaultKind
from k8slint.model.cluster import Cluster
from k8slint.model.repetition import without
from k8slint.rule import rule


@rule(Severity.ERROR)
def duplicate_key(cluster: Cluster) -> Iterator[Problem]:
    sources = {source.name: source for source in cluster.reading.sources}
    for fault in cluster.reading.faults_of(FaultKind.DUPLICATE_KEY):
        related = (Related(fault.first, "set here first"),) if fault.first else ()
        source = sources.get(fault.at.file)
        fix = without(fault.at, fault.first, source) if fault.first and source else None
        yield Problem(fault.at, fault.message, related=related, fix=fix)
