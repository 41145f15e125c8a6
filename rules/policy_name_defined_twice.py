"""Two files of one folder define a NetworkPolicy of the same name for different pods.

Why: the API server keeps one object of a name, so the policy that is applied last replaces the other one, whose pods
are left without it.
Fix: give each policy a name of its own.
Silent: policies for the same pods, which are versions of one another; definitions in one file, which
`object-defined-twice` reports; files in different folders, which are alternatives.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import NetworkPolicy
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_name_defined_twice(cluster: Cluster) -> Iterator[Problem]:
    first: dict[tuple[str, str, str], NetworkPolicy] = {}
    for policy in cluster.network_policies:
        other = first.setdefault((_folder(policy), policy.namespace, policy.name), policy)
        if policy.name and _file(other) != _file(policy) and other.pods != policy.pods:
            message = (
                f"NetworkPolicy {policy.namespace}/{policy.name} for pods with {policy.pods} replaces, or is "
                f"replaced by, the one for pods with {other.pods}"
            )
            yield Problem(policy.meta.name_at, message, related=(Related(other.meta.name_at, "the other policy"),))


def _file(policy: NetworkPolicy) -> str:
    return policy.meta.at.document.written.source.name


def _folder(policy: NetworkPolicy) -> str:
    return posixpath.dirname(_file(policy))
