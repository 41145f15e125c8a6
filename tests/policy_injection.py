"""Slips of the pen in NetworkPolicies that are sound."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.namespace import NAME_LABEL
from k8slint.model.peering import peer_pods, peers
from k8slint.model.policy_port import PortUse, port_uses
from k8slint.model.selector import Selector
from tests.injection import Defect, swapped_letters, without_letter

SELECTS, PEER = "policy-selects-no-pods", "policy-peer-matches-nothing"
NAMESPACE = "policy-namespace-selector-matches-nothing"
UNSERVED, UNRESOLVED = "policy-port-unserved", "policy-port-name-unresolved"


def policy_defects(cluster: Cluster) -> Iterator[Defect]:
    """Slips in selectors that match something, and in ports that are declared."""
    for policy in cluster.network_policies:
        pods = cluster.pods_selected_by(policy.pods, policy.namespace)
        if any(not pod.pod.host_network for pod in pods):
            yield from _in_selector("subject", policy.pods, SELECTS)
        for _, peer in peers(policy):
            if peer.pods and peer_pods(cluster, policy, peer):
                yield from _in_selector("peer", peer.pods, PEER)
            if peer.namespaces:
                yield from _in_namespace(cluster, peer.namespaces)
    for use in port_uses(cluster):
        yield from _in_port(use)


def _in_selector(part: str, selector: Selector, rule: str) -> Iterator[Defect]:
    for requirement in selector.requirements:
        at, value = requirement.at, next(iter(requirement.values), "")
        if at and at.written and "matchLabels" in at.path and len(value) > 3:
            yield _defect(f"{part}: a letter is missing", at, without_letter(value), rule)
            if (swapped := swapped_letters(value)) != value:
                yield _defect(f"{part}: letters swapped", at, swapped, rule)
            yield _defect(f"{part}: a word too many", at, f"{value}-wrong", rule)
            yield _defect(f"{part}: another word", at, "nonexistent", rule)
            yield _defect(f"{part}: key", at.key, without_letter(requirement.key), rule)


def _in_namespace(cluster: Cluster, selector: Selector) -> Iterator[Defect]:
    for requirement in selector.requirements:
        at, value = requirement.at, next(iter(requirement.values), "")
        known = value in cluster.known_namespaces or value == "kube-system"
        if at and at.written and requirement.key == NAME_LABEL and known:
            yield _defect("namespace: a letter is missing", at, without_letter(value), NAMESPACE)
            yield _defect("namespace: key", at.key, without_letter(requirement.key), NAMESPACE)
            yield _defect("namespace: name", at.key, "name", NAMESPACE)


def _in_port(use: PortUse) -> Iterator[Defect]:
    port = use.port.port
    if isinstance(port, str) and any(pod.pod.resolve(port, use.port.protocol) for pod in use.pods):
        yield _defect("port name: a letter is missing", use.at, without_letter(port), UNRESOLVED)
        yield _defect("port name: another name", use.at, "nonexistent", UNRESOLVED)
    elif port in use.declared and isinstance(port, int) and use.port.end_port is None:
        yield _defect("port: a digit", use.at, str(port + 1), UNSERVED)
        yield _defect("port: another number", use.at, "9999", UNSERVED)


def _defect(kind: str, at: At, text: str, rule: str) -> Defect:
    return Defect(kind, at.location, text, rule)
