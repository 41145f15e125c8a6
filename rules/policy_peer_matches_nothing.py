"""A peer of a NetworkPolicy selects pods that do not exist.

Why: the peer admits nobody; the connection that it was written for is refused.
Fix: make the peer's podSelector match labels of the pods that are meant, or remove the peer.
Silent: empty selectors; labels whose key no pod has, which clients add by themselves (`redis-client: "true"`); pods
that something outside of the input makes, or of a platform that is installed apart (an ingress controller,
Prometheus); namespaces that the input does not show. Where fewer than three workloads have the key, the input may be a
part of the application, and the finding is an info. An error where other labels come near. Where an application is
told to call what the rule then refuses, required-connection-blocked tells it.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity, Verdict
from k8slint.model.absence import covers, is_platform, pods_elsewhere, pods_spawned
from k8slint.model.cluster import Cluster
from k8slint.model.crowd import crowd
from k8slint.model.namespace_miss import namespace_misses
from k8slint.model.network_policy import NetworkPolicy, PodPeer, PolicyRule
from k8slint.model.peer_miss import platform_miss, splits
from k8slint.model.peering import is_closed, peer_namespaces, peer_pods, peers
from k8slint.model.selection import Miss, longer_miss, near_miss, stray_values
from k8slint.model.selector import Selector
from k8slint.model.shown import Shown, lacking, place, shown
from k8slint.path.blocked import taken_over
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_peer_matches_nothing(cluster: Cluster) -> Iterator[Problem]:
    for policy in cluster.network_policies:
        split = [each.pods for each in splits(cluster, policy)]
        for owner, peer in peers(policy):
            selector = peer.pods
            if selector and selector.is_literal and not any(peer is each for each in split):
                yield from _problem(cluster, policy, owner, peer, selector)


def _problem(
    cluster: Cluster, policy: NetworkPolicy, owner: PolicyRule, peer: PodPeer, selector: Selector
) -> Iterator[Problem]:
    if peer.namespaces and any(namespace_misses(cluster, peer.namespaces)):
        return
    namespaces = peer_namespaces(cluster, policy, peer)
    pods = crowd(cluster, namespaces)
    where = f"namespace {namespaces[0]}" if len(namespaces) == 1 else "the selected namespaces"
    for stray in stray_values(selector, pods):
        yield _near(f"no pod in {where} has {stray.differences[0].requirement}", stray)
    if selector.is_empty or peer_pods(cluster, policy, peer) or _elsewhere(cluster, namespaces, selector):
        return
    unmet, told = lacking(selector, pods), owner.at in cluster.once(taken_over)
    lack = f"no pod in {where} has {unmet}"
    if miss := near_miss(selector, pods):
        yield _near(lack, miss)
    elif found := platform_miss(policy, peer):
        message = f"no pod of the control plane has {found.requirement}; it has {found.key}={found.value}"
        yield Problem(found.at, message, Severity.ERROR, fix=found.fix)
    elif not told and is_closed(cluster, peer) and namespaces and all(cluster.is_complete(name) for name in namespaces):
        yield Problem(place(unmet), lack, Severity.ERROR)
    elif not told and is_closed(cluster, peer) and _holds(cluster, namespaces, unmet):
        known, alike = shown(selector, pods), longer_miss(selector, pods)
        if known is not Shown.NOTHING:
            message = f"{lack}; something outside of this input would have to make one"
            level = None if alike or known is Shown.MUCH else Severity.INFO
            yield Problem(place(unmet), message, level, Verdict.ASSUMED, alike.related if alike else ())


def _near(lack: str, miss: Miss) -> Problem:
    return Problem(miss.at, f"{lack}; {miss}", Severity.ERROR, related=miss.related, fix=miss.fix)


def _elsewhere(cluster: Cluster, namespaces: tuple[str, ...], selector: Selector) -> bool:
    return any(pods_elsewhere(cluster, name, selector) for name in namespaces)


def _holds(cluster: Cluster, namespaces: tuple[str, ...], selector: Selector) -> bool:
    """Whether the input seems to hold all pods that the peer could mean."""
    whole = all(covers(cluster, name) and not pods_spawned(cluster, name) for name in namespaces)
    return whole and not is_platform(selector)
