"""The cluster's network plugin reads a part of a NetworkPolicy otherwise than the Kubernetes API describes it.

Why: the policy does something else in this cluster than its text says, and than k8slint's other findings assume.
Fix: write the policy without the part on which implementations differ.
Silent: a network plugin that the configuration (`cluster.cni`) does not name. Reported once for each policy and
difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity, Verdict
from k8slint.model.cluster import Cluster
from k8slint.model.divergence import DIVERGENCES
from k8slint.rule import rule


@rule(Severity.INFO)
def policy_cni_divergence(cluster: Cluster) -> Iterator[Problem]:
    cni = cluster.config.profile.cni
    for divergence in DIVERGENCES:
        for policy in cluster.network_policies if cni in divergence.plugins else ():
            if place := next(divergence.places(policy), None):
                yield Problem(place, f"on {cni}, {divergence.says}", verdict=Verdict.ASSUMED)
