"""A Service targets a port number that the selected pods do not declare, although they declare others.

Why: declarations are informational, so the pods may listen there all the same. Where they do not, connections are
refused.
Fix: target the port that the container listens on, or declare the one that is meant.
Silent: pods that declare no port of the protocol; numbers that the container's probes, arguments, variables or mounted
ConfigMaps speak of. Shown as a warning where the number looks like a slip of a declared port that no other port of a
Service targets, and as an error where the pods say themselves that they listen on that one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from k8slint.edge.callers import with_callers
from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.model.backing import meant
from k8slint.model.cluster import Cluster
from k8slint.model.container import ContainerPort
from k8slint.model.listening import listening
from k8slint.model.service import Service, ServicePort
from k8slint.model.workload import Workload
from k8slint.near import is_digit_slip
from k8slint.rule import rule


@rule(Severity.INFO)
def service_target_port_undeclared(cluster: Cluster) -> Iterator[Problem]:
    for service in cluster.services:
        pods = meant(cluster, service)
        for port in service.ports:
            if isinstance(port.target, int):
                lacking = [pod for pod in pods if _lacks(cluster, pod, port, port.target)]
                if lacking:
                    problem = _problem(cluster, service, port, lacking)
                    yield with_callers(cluster, problem, (service,), Severity.INFO)


def _lacks(cluster: Cluster, pod: Workload, port: ServicePort, number: int) -> bool:
    ports = list(pod.pod.ports)
    return (
        any(p.protocol is port.protocol for _, p in ports)
        and pod.pod.ports_are_known
        and not any(p.number == number for _, p in ports)
        and listening(cluster, pod, number) is None
    )


def _problem(cluster: Cluster, service: Service, port: ServicePort, lacking: list[Workload]) -> Problem:
    declared = {p.number: p for w in lacking for _, p in w.pod.ports if p.protocol is port.protocol and p.number}
    pods = ", ".join(dict.fromkeys(f"{w.kind} {w.name}" for w in lacking))
    ports = ", ".join(str(declared[number]) for number in sorted(declared))
    message = f"no container of {pods} declares port {port.target}/{port.protocol} (declared: {ports})"
    near = _near(cluster, service, port, declared, lacking)
    if near is None:
        pod = (Related(lacking[0].meta.name_at, "the pod"),)
        return Problem(port.target_at, message, verdict=Verdict.ASSUMED, related=pod)
    nearest, fix = Related(declared[near].number_at, "the nearest port"), _fix(port, near)
    if said := listening(cluster, lacking[0], near):
        related = (nearest, Related(said, f"the container listens on {near}"))
        return Problem(port.target_at, message, Severity.ERROR, related=related, fix=fix)
    return Problem(port.target_at, message, Severity.WARNING, Verdict.ASSUMED, (nearest,), fix)


def _fix(port: ServicePort, number: int) -> Fix | None:
    """Without a written target the number at hand is the Service's own, which clients know."""
    return Fix.replace(port.target_at, str(number), f"target {number}") if (port.at / "targetPort").written else None


def _near(
    cluster: Cluster,
    service: Service,
    port: ServicePort,
    declared: Mapping[int, ContainerPort],
    lacking: list[Workload],
) -> int | None:
    """The declared port that was meant: the Service's own number, a digit away, or the only one of both.

    A number that stands twice, as `port` and as `targetPort`, is no slip; one that a digit tells from a port that
    others target may be meant for that.
    """
    explicit = (port.at / "targetPort").written
    if port.target == port.port and (explicit or service.headless):
        return None
    taken = _targets(cluster, port, lacking[0])
    left = [number for number in declared if number not in taken or len(declared) == 1]
    own = [number for number in left if number == port.port]
    slips = [n for n in declared if explicit and isinstance(port.target, int) and is_digit_slip(port.target, n)]
    alike = [number for number in slips if number in left]
    undeclared = [p for p in service.ports if isinstance(p.target, int) and p.target not in declared]
    only = left if len(undeclared) == 1 and len(alike) == len(slips) else []
    return next((found[0] for found in (own, alike, only) if len(found) == 1), None)


def _targets(cluster: Cluster, port: ServicePort, pod: Workload) -> set[int | None]:
    """The numbers that other ports, of any Service, target on the same pods."""
    others = (other for service in cluster.services_of(pod) for other in service.ports if other is not port)
    return {pod.pod.resolve(other.target, other.protocol) for other in others if other.target is not None}
