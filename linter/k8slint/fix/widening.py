"""Whether other manifests allow a connection that these do not: a fix must not open what somebody means to close."""

from __future__ import annotations

from dataclasses import replace

from k8slint.model.cluster import Cluster
from k8slint.reach.clause import Span
from k8slint.reach.connection import Connection
from k8slint.reach.difference import changes
from k8slint.reach.reachability import Reachability


def widens(before: Cluster, after: Cluster) -> bool:
    """Whether policies let through more between declared workloads, or from and to addresses outside.

    Front doors do not count: that a Service finds its pods is what its fix is for. Neither does a workload that comes
    to those that there were, since the API server refused it before.
    """
    if not (before.network_policies or before.admin_policies or after.network_policies or after.admin_policies):
        return False
    old, new = _workloads(before), _workloads(after)
    come = new - old if old <= new else frozenset[str]()
    found = changes(_allowed(before), _allowed(after))
    return any(not (_within(each.after, each.before) or {each.source, each.destination} & come) for each in found)


def _workloads(cluster: Cluster) -> frozenset[str]:
    return frozenset(workload.id for workload in cluster.workloads)


def _allowed(cluster: Cluster) -> list[Connection]:
    return list(replace(Reachability.of(cluster), doors=()).connections())


def _within(inner: tuple[Span, ...], outer: tuple[Span, ...]) -> bool:
    """Whether every port of the one is a port of the other; spans of one protocol do not touch each other."""
    return all(
        any(o.protocol is span.protocol and o.first <= span.first and span.last <= o.last for o in outer)
        for span in inner
    )
