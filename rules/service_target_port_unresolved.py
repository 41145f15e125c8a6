"""A Service's named target port is not declared, under that name and protocol, by a pod that it selects.

Why: the pod gets no endpoint for that port, so connections to it are refused or time out.
Fix: declare a container port with that name, or name one that the pod has.
Silent: numeric target ports, which need no declaration; pods of Jobs, CronJobs and Helm hooks that match the selector
by accident, pods whose containers are not known (virtual machines, pods that the configuration declares without
ports), and pods that none of the Service's ports fits (`service-selects-unrelated-pods`). A port of a headless
Service that nothing comes near is a warning: the names of its pods resolve all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from k8slint.edge.callers import with_callers
from k8slint.finding import Fix, Problem, Related, Severity
from k8slint.inputs.at import At
from k8slint.inputs.scalar import written
from k8slint.model.backing import meant
from k8slint.model.cluster import Cluster
from k8slint.model.container import ContainerPort
from k8slint.model.misnomer import Misnomer, misnomer
from k8slint.model.port import is_port_name
from k8slint.model.service import Service, ServicePort
from k8slint.model.workload import Workload
from k8slint.near import is_variant, nearest
from k8slint.rule import rule

Names = dict[str, ContainerPort]


@rule(Severity.ERROR)
def service_target_port_unresolved(cluster: Cluster) -> Iterator[Problem]:
    misnamed: dict[At, Misnomer] = {}
    unresolved: dict[object, list[Problem]] = {}
    for service in cluster.services:
        pods = meant(cluster, service)
        for port in service.ports:
            if isinstance(port.target, str) and is_port_name(port.target):
                lacking = [pod for pod in pods if _lacks(pod, port.target, port)]
                found = [misnomer(cluster, pod, port.target) for pod in lacking]
                misnamed.update((one.port.at, one) for one in found if one)
                if lacking and not any(found):
                    cause = (port.target, port.protocol, tuple(pod.id for pod in lacking))
                    unresolved.setdefault(cause, []).append(_problem(cluster, service, port, port.target, lacking))
    yield from (problem for problems in unresolved.values() for problem in _together(problems))
    yield from map(_misnamed, misnamed.values())


def _lacks(pod: Workload, name: str, port: ServicePort) -> bool:
    return pod.pod.ports_are_known and pod.pod.resolve(name, port.protocol) is None


def _together(problems: list[Problem]) -> Iterator[Problem]:
    """Several Services that want the same name of the same pods have one cause, unless each has a mend of its own.

    It is reported at the first of them that is under review, and weighs what it weighs where it weighs most: at one
    that is not headless.
    """
    if any(problem.fix for problem in problems):
        yield from problems
        return
    first, *others = sorted(problems, key=_is_context)
    level = None if any(problem.severity is None for problem in problems) else first.severity
    same = tuple(Related(problem.at, "wanted here, too") for problem in others)
    yield replace(first, severity=level, related=(*first.related, *same))


def _is_context(problem: Problem) -> bool:
    return isinstance(problem.at, At) and problem.at.document.context


def _misnamed(found: Misnomer) -> Problem:
    """The container port is at fault: several places agree on another name."""
    at = found.port.at / "name"
    message = f"nothing refers to port {found.port.name}; {len(found.places)} places name {found.wanted}"
    related = tuple(Related(place, f"{found.wanted} is named here") for place in found.places)
    return Problem(at, message, related=related, fix=Fix.replace(at, written(found.wanted), f"name it {found.wanted}"))


def _problem(cluster: Cluster, service: Service, port: ServicePort, target: str, lacking: list[Workload]) -> Problem:
    return with_callers(cluster, _unresolved(service, port, target, lacking), (service,), Severity.ERROR)


def _unresolved(service: Service, port: ServicePort, target: str, lacking: list[Workload]) -> Problem:
    names = _names(port, lacking)
    near = _near(service, port, target, names)
    pods = ", ".join(dict.fromkeys(f"{w.kind} {w.name}" for w in lacking))
    declared = ", ".join(sorted(names)) or "none"
    message = f"no container of {pods} declares a {port.protocol} port named {target} (declared: {declared})"
    other = next((p for w in lacking for _, p in w.pod.ports if p.name == target), None)
    if other:
        related = (Related(other.at / "name", f"declared for {other.protocol}"),)
        return Problem(port.target_at, f"{message}; {target} is {other}", related=related)
    if near:
        related = (Related(names[near].at / "name", "the nearest name"),)
        fix = Fix.replace(port.target_at, written(near), f"target {near}")
        return Problem(port.target_at, message, related=related, fix=fix)
    level = Severity.WARNING if service.headless else None
    return Problem(port.target_at, message, level, related=(Related(lacking[0].meta.name_at, "the pod"),))


def _names(port: ServicePort, lacking: list[Workload]) -> Names:
    return {p.name: p for w in lacking for _, p in w.pod.ports if p.name and p.protocol is port.protocol}


def _near(service: Service, port: ServicePort, target: str, names: Names) -> str | None:
    """The name that was meant: alike in letters, or of the Service's own number, or the only one of both."""
    left = {name: p for name, p in names.items() if not any(other.target == name for other in service.ports)}
    by_number = [name for name, p in left.items() if p.number == port.port]
    alike = [name for name in left if is_variant(target, name)]
    only = list(left) if len(service.ports) == len(names) == 1 else []
    choices = ([slip] if (slip := nearest(target, names)) else [], by_number, alike, only)
    return next((found[0] for found in choices if len(found) == 1), None)
