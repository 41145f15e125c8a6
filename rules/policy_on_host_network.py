"""A NetworkPolicy is about pods on the host network, to which policies do not apply.

Why: such pods share their node's address and interfaces, so the policy neither protects them nor restricts them; as
peers they are not recognised by their labels, and traffic from them comes from the node's address.
Fix: take the pods off the host network, or remove the policy and filter on the node; as a peer name the nodes'
addresses in an ipBlock.
Silent: selectors that also match pods with a network of their own, and the empty selector.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import NetworkPolicy, PodPeer
from k8slint.model.peering import peer_pods, peers
from k8slint.model.workload import Workload, listed
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_on_host_network(cluster: Cluster) -> Iterator[Problem]:
    """API reference, NetworkPolicy: what it does to pods on the host network is undefined; most plugins ignore them."""
    for policy in cluster.network_policies:
        selected = () if policy.pods.is_empty else cluster.pods_selected_by(policy.pods, policy.namespace)
        if _all_on_host(selected):
            yield _subject(policy, selected)
            continue
        for _, peer in peers(policy):
            pods = peer_pods(cluster, policy, peer) if peer.pods and not peer.pods.is_empty else ()
            if _all_on_host(pods):
                yield _peer(peer, pods)


def _all_on_host(pods: tuple[Workload, ...]) -> bool:
    return bool(pods) and all(w.pod.host_network for w in pods)


def _subject(policy: NetworkPolicy, pods: tuple[Workload, ...]) -> Problem:
    message = f"{listed(pods)} {_run(pods)} on the host network, where NetworkPolicies do not apply"
    return Problem(policy.pods.at, message, related=_related(pods))


def _peer(peer: PodPeer, pods: tuple[Workload, ...]) -> Problem:
    message = f"{listed(pods)} {_run(pods)} on the host network: this peer never matches, traffic has a node's address"
    return Problem(peer.at, message, related=_related(pods))


def _run(pods: tuple[Workload, ...]) -> str:
    return "runs" if len({w.id for w in pods}) == 1 else "run"


def _related(pods: tuple[Workload, ...]) -> tuple[Related, ...]:
    return tuple(Related(w.pod.spec_at / "hostNetwork", "on the host network") for w in pods[:3])
