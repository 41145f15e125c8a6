"""A Service's named target port is not declared, under that name and protocol, by a pod that it selects.

Why: the pod gets no endpoint for that port, so connections to it are refused or time out.
Fix: declare a container port with that name, or name one that the pod has.
Silent: pods of Jobs, CronJobs and Helm hooks that match the selector by accident;
numeric target ports, which need no declaration.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.service import ServicePort
from k8slint.model.workload import Workload
from k8slint.near import nearest
from k8slint.rule import rule


@rule(Severity.ERROR)
def service_target_port_unresolved(cluster: Cluster) -> Iterator[Problem]:
    for service in cluster.services:
        pods = [pod for pod in cluster.pods_of(service) if not pod.is_transient]
        for port in service.ports:
            lacking = [pod for pod in pods if port.target and pod.pod.resolve(port.target, port.protocol) is None]
            if lacking:
                yield _problem(port, lacking)


def _problem(port: ServicePort, lacking: list[Workload]) -> Problem:
    names = {p.name: p for w in lacking for _, p in w.pod.ports if p.name and p.protocol is port.protocol}
    meant = nearest(str(port.target), names)
    pods = ", ".join(f"{w.kind} {w.name}" for w in lacking)
    declared = ", ".join(sorted(names)) or "none"
    message = f"no container of {pods} declares a {port.protocol} port named {port.target} (declared: {declared})"
    related = (
        (Related(names[meant].at / "name", "the nearest name"),)
        if meant
        else (Related(lacking[0].meta.name_at, "the pod"),)
    )
    fix = Fix.replace(port.target_at, meant, f"target {meant}") if meant else None
    return Problem(port.target_at, message, related=related, fix=fix)
