"""Policies let nobody connect to any port of a Service: no pod that exists or could exist, no address, no node.

Why: the Service has endpoints and yet every connection to it times out.
Fix: allow the clients in an ingress rule of a policy that selects the pods, at the pods' port (not the Service's).
Silent: Services that some pod that anyone may create could reach, even if no such pod is declared; pods on the host
network; Services without pods; ports that the pods do not declare though they declare others; namespaces with a policy
whose selector or peer means no pod, which may be the one that was to open it. A warning, for a policy outside of the
input may open it; an error where the input is declared complete.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.edge.callers import with_callers
from k8slint.finding import Problem, Related, Severity, Verdict
from k8slint.model.cluster import Cluster
from k8slint.reach.closure import Closed, closed_services
from k8slint.rule import rule


@rule(Severity.WARNING)
def service_unreachable(cluster: Cluster) -> Iterator[Problem]:
    for closed in closed_services(cluster):
        problem = _problem(closed, complete=cluster.is_complete(closed.service.namespace))
        yield with_callers(cluster, problem, (closed.service,), Severity.WARNING)


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
