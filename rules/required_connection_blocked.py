"""Policies refuse a connection that an application is configured to open.

Why: the application cannot reach what it is told to call: its connections time out, and nothing in the cluster says
why.
Fix: admit the client's pods, at the port of the pods that they call (not the Service's), in a policy for those pods;
for egress, in a policy for the client.
Silent: connections that no variable, argument or ConfigMap asks for; clients and servers on the host network, which
policies do not bind; Helm's hooks; connections that an evident slip in a policy refuses, which is told there. A warning
where the address is only mentioned, in a script or a file. A policy outside of the input could open the connection, so
the verdict is assumed unless the input is declared complete.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from k8slint.finding import Problem, Severity, Verdict
from k8slint.model.cluster import Cluster
from k8slint.model.workload import Workload, listed
from k8slint.path.admission import admission
from k8slint.path.blocked import Blocked, unexplained
from k8slint.path.obstacle import Obstacle
from k8slint.rule import rule


@rule(Severity.ERROR)
def required_connection_blocked(cluster: Cluster) -> Iterator[Problem]:
    for each in cluster.once(unexplained):
        whole = cluster.is_complete(each.obstacle.subject.namespace)
        yield Problem(
            each.at,
            f"{_ends(each)}: {each.reason}",
            None if each.is_sure else Severity.WARNING,
            Verdict.PROVEN if whole else Verdict.ASSUMED,
            (*each.evidence, *each.obstacle.related),
            admission(each.obstacles, each.stray) if each.lost is None else None,
            _witness(each.obstacle),
        )


def _ends(each: Blocked) -> str:
    servers = dict.fromkeys(f"{_name(o.server)} at {o.number}/{o.protocol}" for o in each.obstacles)
    return f"{listed(o.client for o in each.obstacles)} cannot reach {', '.join(servers)}"


def _name(workload: Workload) -> str:
    return f"{workload.kind} {workload.name}"


def _witness(found: Obstacle) -> dict[str, Any]:
    ends = {"source": found.client.id, "destination": found.server.id}
    return {**ends, "protocol": str(found.protocol), "port": found.number}
