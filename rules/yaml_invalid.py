"""A file, or one of its documents, is not valid YAML.

Why: kubectl stops at the first one, and everything after it is not applied.
Fix: mend the syntax at the place that the message names; or exclude the file in the configuration (`paths.exclude`).
Silent: templates, which `template-not-rendered` reports; JSON files in a folder that name no `apiVersion`, and
CustomResourceDefinitions, which are not parsed. The other documents of the file are checked all the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.inputs.fault import FaultKind
from k8slint.model.cluster import Cluster
from k8slint.rule import rule


@rule(Severity.ERROR)
def yaml_invalid(cluster: Cluster) -> Iterator[Problem]:
    for fault in cluster.reading.faults_of(FaultKind.SYNTAX):
        yield Problem(fault.at, fault.message)
