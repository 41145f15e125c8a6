"""A Service with traffic policy Local has pods on some nodes only.

Why: with `internalTrafficPolicy: Local` a client reaches only pods of its own node, and gets no answer where there is
none; with `externalTrafficPolicy: Local` a node without a pod drops what arrives at its node port.
Fix: run the pods as a DaemonSet, or leave the policy at Cluster.
Silent: pods of a DaemonSet; load balancers, which ask each node whether it has a pod.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.backing import backing
from k8slint.model.cluster import Cluster
from k8slint.model.placement import HOST_LABEL
from k8slint.model.service import Service, ServiceType
from k8slint.model.workload import Workload
from k8slint.rule import rule


@rule(Severity.WARNING)
def traffic_policy_local_without_pods(cluster: Cluster) -> Iterator[Problem]:
    for service in cluster.services:
        pods = backing(cluster, service)
        if pods and not any(pod.kind == "DaemonSet" for pod in pods):
            yield from _internal(service, pods)
            yield from _external(service, pods)


def _internal(service: Service, pods: tuple[Workload, ...]) -> Iterator[Problem]:
    if service.internal_traffic_policy == "Local" and not service.headless:
        pinned = len(pods) == 1 and pods[0].replicas == 1 and _node(pods[0])
        where = f"is on node {pinned} only" if pinned else "is not on every node"
        message = f"clients reach only pods of their own node, and {_names(pods)} {where}"
        at = service.spec_at / "internalTrafficPolicy"
        level = Severity.ERROR if pinned else None
        yield Problem(at, message, level, related=(Related(pods[0].meta.name_at, "the pods"),))


def _external(service: Service, pods: tuple[Workload, ...]) -> Iterator[Problem]:
    if service.external_traffic_policy == "Local" and service.type is ServiceType.NODE_PORT:
        message = f"nodes without a pod drop what arrives at the node port, and {_names(pods)} is not on every node"
        at = service.spec_at / "externalTrafficPolicy"
        yield Problem(at, message, related=(Related(pods[0].meta.name_at, "the pods"),))


def _node(pod: Workload) -> str | None:
    return pod.pod.node_name or pod.pod.node_selector.get(HOST_LABEL)


def _names(pods: tuple[Workload, ...]) -> str:
    return ", ".join(dict.fromkeys(f"{pod.kind} {pod.name}" for pod in pods))
