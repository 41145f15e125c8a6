"""Policies let nobody connect to any port of a Service: no pod that exists or could exist, no address, no node.

Why: the Service has endpoints and yet every connection to it times out.
Fix: allow the clients in an ingress rule of a policy that selects the pods, at the pods' port (not the Service's).
Silent: Services that some pod that anyone may create could reach, even if no such pod is declared; pods on the host
network; Services without pods; ports that the pods do not declare though they declare others; namespaces with a policy
whose selector or peer means no pod, which may be the one that was to open it; what required-connection-blocked or
controller-path-blocked tells of the pods. A warning, for a policy outside of the input may open it; an error where the
input is declared complete.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.edge.callers import with_callers
from k8slint.finding import Problem, Related, Severity, Verdict
from k8slint.model.cluster import Cluster
from k8slint.path.arrive import refused_arrivals
from k8slint.path.blocked import closing, refused_servers
from k8slint.path.platform_refusal import platform_refusals
from k8slint.reach.closure import Closed, closed_services
from k8slint.rule import rule


@rule(Severity.WARNING)
def service_unreachable(cluster: Cluster) -> Iterator[Problem]:
    for closed in closed_services(cluster):
        if not _is_told(cluster, closed):
            problem = _problem(closed, complete=cluster.is_complete(closed.service.namespace))
            yield with_callers(cluster, problem, (closed.service,), Severity.WARNING)


def _is_told(cluster: Cluster, closed: Closed) -> bool:
    """Whether a refused connection or caller tells of the pods, or of a policy that closes the whole namespace."""
    refused, closing_ones = cluster.once(refused_servers) | cluster.once(_cut_off), cluster.once(closing)
    return any(workload.id in refused for workload in closed.workloads) or any(
        said.policy.at in closing_ones for said in closed.because
    )


def _problem(closed: Closed, *, complete: bool) -> Problem:
    service, pod = closed.service, closed.workloads[0]
    policies = dict.fromkeys(f"{said.policy.kind} {said.policy.name}" for said in closed.because)
    message = f"nobody can connect to {pod.kind} {pod.name} behind it: closed by {', '.join(policies)}"
    related = tuple(Related(said.at, f"{said.policy.kind} {said.policy.name}") for said in closed.because)
    witness = {"destination": pod.id}
    if complete:
        return Problem(service.meta.name_at, message, Severity.ERROR, related=related, witness=witness)
    message += "; a policy outside of this input would have to open it"
    return Problem(service.meta.name_at, message, verdict=Verdict.ASSUMED, related=related, witness=witness)


def _cut_off(cluster: Cluster) -> frozenset[str]:
    """The ids of the workloads that a controller or the platform cannot reach."""
    ends = (*(end for _, end, _ in cluster.once(refused_arrivals)), *(r.end for r in cluster.once(platform_refusals)))
    return frozenset(end.workload.id for end in ends)
