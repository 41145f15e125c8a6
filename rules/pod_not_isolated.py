"""No NetworkPolicy selects a workload's pods, so every connection to them is allowed.

Why: a pod that no policy selects accepts connections from every pod, of every namespace, and from outside wherever a
route leads there.
Fix: write a policy that selects the pods and admits the peers that they need.
Silent: pods on the host network, to which policies do not apply; Jobs, CronJobs and Helm hooks. Off by default. With
the parameter `egress` pods whose own connections nothing restricts are reported as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.isolation import has_baseline, is_isolated
from k8slint.model.network_policy import Direction
from k8slint.rule import rule


@rule(Severity.WARNING, enabled=False)
def pod_not_isolated(cluster: Cluster, *, egress: bool = False) -> Iterator[Problem]:
    for workload in cluster.workloads:
        if not workload.is_transient and not workload.pod.host_network:
            for direction in Direction if egress else (Direction.INGRESS,):
                if not is_isolated(cluster, workload, direction) and not has_baseline(cluster, direction):
                    message = f"no NetworkPolicy selects {workload.kind} {workload.name} for {direction}"
                    yield Problem(workload.meta.name_at, message)
