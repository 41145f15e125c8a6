"""A NetworkPolicy lists a podSelector and a namespaceSelector as two peers where one peer of both is meant.

Why: two list items are alternatives. The podSelector looks for its pods in the policy's own namespace, where there are
none, and the namespaceSelector admits every pod of its namespaces.
Fix: write both selectors in one list item: remove the dash before the second one.
Silent: a podSelector that matches pods in the policy's own namespace, or matches none in the namespaces either.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.peer_miss import splits
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_peers_split(cluster: Cluster) -> Iterator[Problem]:
    for policy in cluster.network_policies:
        for split in splits(cluster, policy):
            where = "every namespace" if split.where.is_empty else f"namespaces with {split.where}"
            lack = f"no pod in namespace {policy.namespace} has {split.pods.pods}"
            message = f"{lack}, and the peer beside it admits all pods of {where}; one peer of both is meant"
            other = Related(split.namespaces.at, "the other peer")
            yield Problem(split.pods.at, message, related=(other,))
