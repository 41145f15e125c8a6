"""A NetworkPolicy's namespaceSelector asks for a label that no namespace has, and something near it exists.

Why: the peer admits nobody, so the connections that the policy was written for are refused.
Fix: select the namespace by `kubernetes.io/metadata.name`, which every namespace has, or by a label of its own; labels
of pods belong into podSelector.
Silent: namespaces that the input does not declare have unknown labels, so a selector that nothing comes near is only
reported where the input is declared complete. A warning where the label could have been set by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity, Verdict
from k8slint.model.cluster import Cluster
from k8slint.model.namespace_index import NamespaceIndex
from k8slint.model.namespace_miss import NamespaceMiss, namespace_misses
from k8slint.model.network_policy import PodPeer
from k8slint.model.peering import peers
from k8slint.model.shown import place
from k8slint.rule import rule


@rule(Severity.ERROR)
def policy_namespace_selector_matches_nothing(cluster: Cluster) -> Iterator[Problem]:
    for policy in cluster.network_policies:
        for _, peer in peers(policy):
            misses = list(namespace_misses(cluster, peer.namespaces)) if peer.namespaces else []
            yield from (_near(miss) for miss in misses)
            if not misses and cluster.config.complete is True:
                yield from _nothing(cluster, peer)


def _near(miss: NamespaceMiss) -> Problem:
    if miss.certain:
        return Problem(miss.at, str(miss), related=miss.related, fix=miss.fix)
    message = f"{miss}; something outside of this input would have to have it"
    return Problem(miss.at, message, Severity.WARNING, Verdict.ASSUMED, miss.related, miss.fix)


def _nothing(cluster: Cluster, peer: PodPeer) -> Iterator[Problem]:
    selector = peer.namespaces
    if selector and not cluster.once(NamespaceIndex.of).matching(selector):
        yield Problem(place(selector), f"no namespace has {selector}")
