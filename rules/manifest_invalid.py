"""An object of a kind that is about the network is not what the API accepts.

Why: the API server refuses the whole object, so nothing of it is deployed.
Fix: write the field as the message says; where quotes or a slip are at fault, the edit is offered.
Silent: values that something fills in before the object is applied (`${PORT}`, `{{ port }}`, `PORT`); fields of pods
that have nothing to do with the network; versions that are no longer served, whose shape was another.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.model.cluster import Cluster
from k8slint.rule import rule
from k8slint.validity.judge import verdicts


@rule(Severity.ERROR)
def manifest_invalid(cluster: Cluster) -> Iterator[Problem]:
    yield from cluster.once(verdicts).invalid
