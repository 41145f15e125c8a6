"""A NetworkPolicy lists a podSelector and a namespaceSelector as two peers where one peer of both is meant.

Why: two list items are alternatives. The podSelector looks for its pods in the policy's own namespace, where there are
none, and the namespaceSelector admits every pod of its namespaces.
Fix: write both selectors in one list item: remove the dash before the second one.
Silent: a podSelector that matches pods in the policy's own namespace, or matches none in the namespaces either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from k8slint.finding import Edit, Fix, Problem, Related, Severity
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.peer_miss import Split, splits
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_peers_split(cluster: Cluster) -> Iterator[Problem]:
    for policy in cluster.network_policies:
        for split in splits(cluster, policy):
            where = "every namespace" if split.where.is_empty else f"namespaces with {split.where}"
            lack = f"no pod in namespace {policy.namespace} has {split.pods.pods}"
            message = f"{lack}, and the peer beside it admits all pods of {where}; one peer of both is meant"
            other = Related(split.namespaces.at, "the other peer")
            yield Problem(split.pods.at, message, related=(other,), fix=_fix(split))


def _fix(split: Split) -> Fix | None:
    """The dash of the second of two neighbouring items becomes a blank, where each is a block of one key."""
    first, second = sorted((split.pods.at, split.namespaces.at), key=lambda at: at.location)
    if first.path[-1:] != (_index(second) - 1,):
        return None
    (lead, column), (other, same) = _lead(first), _lead(second)
    if lead.strip() != "-" or other.strip() != "-" or column != same:
        return None
    place = second.location
    dash = replace(place, column=other.index("-") + 1, end_line=place.line, end_column=other.index("-") + 2)
    return Fix("write both as one peer", (Edit(dash, " "),))


def _index(at: At) -> int:
    step = at.path[-1]
    return step if isinstance(step, int) else 0


def _lead(at: At) -> tuple[str, int]:
    """What stands before the first key of an item, and its column."""
    place = at.location
    return at.origin.document.source.lines[place.line - 1][: place.column - 1], place.column
