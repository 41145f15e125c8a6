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

    Front doors do not count: that a Service finds its pods is what its fix is for.
    """
    if not (before.network_policies or before.admin_policies or after.network_policies or after.admin_policies):
        return False
    return any(not _within(change.after, change.before) for change in changes(_allowed(before), _allowed(after)))


def _allowed(cluster: Cluster) -> list[Connection]:
    return list(replace(Reachability.of(cluster), doors=()).connections())


def _within(inner: tuple[Span, ...], outer: tuple[Span, ...]) -> bool:
    """Whether every port of the one is a port of the other; spans of one protocol do not touch each other."""
    return all(
        any(o.protocol is span.protocol and o.first <= span.first and span.last <= o.last for o in outer)
        for span in inner
    )
