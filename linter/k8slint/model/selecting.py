"""The selectors inside policies, and what each of them selects."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.model.admin_policy import PodSelection
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import IpBlock, NetworkPolicy, Peers
from k8slint.model.selector import Selector
from k8slint.record import dataclass


@dataclass(frozen=True)
class Selecting:
    """A selector and whether it selects namespaces, else pods."""

    selector: Selector
    of_namespaces: bool


def selectors(cluster: Cluster) -> Iterator[Selecting]:
    """Every selector of every policy."""
    for policy in cluster.network_policies:
        yield from _of_network_policy(policy)
    for admin in cluster.admin_policies:
        rules = (*admin.ingress, *admin.egress)
        peers = (peer for rule in rules for peer in rule.peers if isinstance(peer, PodSelection))
        for selection in (*((admin.subject,) if admin.subject else ()), *peers):
            yield Selecting(selection.namespaces, of_namespaces=True)
            yield Selecting(selection.pods, of_namespaces=False)


def _of_network_policy(policy: NetworkPolicy) -> Iterator[Selecting]:
    yield Selecting(policy.pods, of_namespaces=False)
    for rule in (*policy.ingress, *policy.egress):
        for peer in () if rule.peers is Peers.ALL else rule.peers:
            if not isinstance(peer, IpBlock):
                yield from (Selecting(s, of_namespaces=True) for s in (peer.namespaces,) if s)
                yield from (Selecting(s, of_namespaces=False) for s in (peer.pods,) if s)
