"""The policies that decide, as the cluster has them."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import ObjectRef
from k8slint.live.attempt import Attempt
from k8slint.live.command import Command
from k8slint.live.kubectl import get, resource, within
from k8slint.path.hop import HopKind

_HOPS = frozenset({HopKind.EGRESS, HopKind.INGRESS, HopKind.DNS})
KINDS = frozenset({"NetworkPolicy", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy"})
"""The kinds of policies."""


def policy_commands(attempt: Attempt) -> Iterator[Command]:
    """Each one that the verdict names, then what else is in the namespaces of both ends."""
    for ref in dict.fromkeys(attempt.policies):
        yield _named(ref)
    for namespace in dict.fromkeys(pods.namespace for pods in attempt.ends):
        yield Command(
            f"every NetworkPolicy of namespace {namespace}, as the cluster reads it",
            ("kubectl", "describe", "networkpolicy", *within(namespace)),
            "those of the manifests and no other",
            "one that the manifests do not have decides as well",
            _HOPS,
        )


def _named(ref: ObjectRef) -> Command:
    return Command(
        f"the {ref.kind} {ref.name} as it is applied",
        get(resource(ref), ref.namespace, "-o", "yaml"),
        "the same rules as in the manifest",
        "NotFound or other rules: the verdict is about something else than the cluster",
        _HOPS,
    )
