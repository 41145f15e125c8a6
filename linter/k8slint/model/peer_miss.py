"""Peers of a NetworkPolicy that match no pod, each for one reason."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix
from k8slint.inputs.at import At
from k8slint.inputs.scalar import written
from k8slint.model.absence import CONTROL_PLANE
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import NetworkPolicy, Peers, PodPeer, PolicyRule
from k8slint.model.peering import all_rules, named_namespaces, peer_namespaces
from k8slint.model.selection import word_at
from k8slint.model.selector import Requirement, Selector
from k8slint.near import is_misspelling, letters_apart
from k8slint.record import dataclass


@dataclass(frozen=True)
class Split:
    """`pods` finds nothing in the policy's own namespace and would in the namespaces of `namespaces` (`where`)."""

    pods: PodPeer
    namespaces: PodPeer
    where: Selector


@dataclass(frozen=True)
class PlatformMiss:
    """A condition that is a label of the control plane's pods but for a letter; `key` and `value` are theirs."""

    requirement: Requirement
    key: str
    value: str

    @property
    def at(self) -> At:
        """The word to change."""
        return word_at(self.requirement, next(iter(self.requirement.values)), self.key)

    @property
    def fix(self) -> Fix:
        """The edit of the selector."""
        word = self.value if self.key == self.requirement.key else self.key
        return Fix.replace(self.at, written(word), f"select {self.key}={self.value}")


def platform_miss(policy: NetworkPolicy, peer: PodPeer) -> PlatformMiss | None:
    """What a peer in kube-system was meant for, where it is evident."""
    named = named_namespaces(peer.namespaces) if peer.namespaces else frozenset({policy.namespace})
    if peer.pods is None or named != frozenset({"kube-system"}):
        return None
    for requirement in peer.pods.requirements:
        value = next(iter(requirement.values), "")
        for key, meant in sorted(CONTROL_PLANE):
            same_key = requirement.key == key and is_misspelling(value, meant)
            if same_key or (value == meant and letters_apart(requirement.key, key) == 1):
                return PlatformMiss(requirement, key, meant)
    return None


def splits(cluster: Cluster, policy: NetworkPolicy) -> Iterator[Split]:
    """Pairs of peers of one rule that are meant as one peer."""
    for rule in all_rules(policy):
        for pods, namespaces in _pairs(rule):
            own = cluster.pods_selected_by(pods.pods, policy.namespace) if pods.pods else ()
            if namespaces.namespaces and not own and _fit(cluster, policy, pods, namespaces):
                yield Split(pods, namespaces, namespaces.namespaces)


def _pairs(rule: PolicyRule) -> Iterator[tuple[PodPeer, PodPeer]]:
    found = () if rule.peers is Peers.ALL else [p for p in rule.peers if isinstance(p, PodPeer)]
    for pods in found:
        if pods.namespaces is None and pods.pods and not pods.pods.is_empty:
            yield from ((pods, other) for other in found if other.pods is None)


def _fit(cluster: Cluster, policy: NetworkPolicy, pods: PodPeer, namespaces: PodPeer) -> bool:
    """Whether the pair as one peer means pods: declared ones, or those of the control plane."""
    selector = pods.pods
    if selector is None or namespaces.namespaces is None:
        return False
    found = peer_namespaces(cluster, policy, namespaces)
    if any(cluster.pods_selected_by(selector, name) for name in found if name != policy.namespace):
        return True
    named = named_namespaces(namespaces.namespaces) or frozenset(namespaces.namespaces.equalities.values())
    return "kube-system" in named and bool(CONTROL_PLANE.intersection(selector.equalities.items()))
