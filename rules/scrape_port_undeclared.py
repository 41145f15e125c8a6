"""An annotation asks Prometheus to scrape a port that is not the pods', and another one is evidently meant.

Why: Prometheus goes to the pods by themselves and takes `prometheus.io/port` as a port of theirs, also where the
annotation stands on a Service (kubernetes_sd_config, role endpoints). Nobody listens there.
Fix: annotate with the port of the pods.
Silent: ports that a container declares; pods that declare no ports; a port that is neither the Service's own nor two
digits swapped, or one too many or too few, of a declared one: pods may well serve it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.at import At
from k8slint.model.backing import meant
from k8slint.model.cluster import Cluster
from k8slint.model.scrape import Scrape, scrape
from k8slint.model.service import Service
from k8slint.model.workload import Workload
from k8slint.near import is_port_slip
from k8slint.rule import rule


@rule(Severity.INFO)
def scrape_port_undeclared(cluster: Cluster) -> Iterator[Problem]:
    """Prometheus: documentation/examples/prometheus-kubernetes.yml."""
    for workload in cluster.workloads:
        wish = scrape(workload.pod.annotations)
        if wish and _is_undeclared(wish, [workload]):
            yield from _slip(wish, [workload])
    for service in cluster.services:
        wish = scrape(service.meta.annotations)
        if wish and _is_undeclared(wish, pods := meant(cluster, service)):
            yield from _own_port(wish, service, pods) or _slip(wish, pods)


def _is_undeclared(wish: Scrape, pods: Sequence[Workload]) -> bool:
    return wish.port is not None and wish.port not in {number for number, _ in _declared(pods)}


def _declared(pods: Sequence[Workload]) -> Iterator[tuple[int, At]]:
    """The ports that any container declares, init containers too."""
    for container in (container for pod in pods for container in pod.pod.containers):
        yield from ((port.number, port.number_at) for port in container.ports if port.number)


def _own_port(wish: Scrape, service: Service, pods: Sequence[Workload]) -> list[Problem]:
    """The port is the Service's, and leads to one number on all pods, which they declare."""
    port = service.port(wish.port) if wish.port else None
    numbers = {pod.pod.resolve(port.target, port.protocol) for pod in pods if port and port.target}
    declared = dict(_declared(pods))
    number = numbers.pop() if len(numbers) == 1 else None
    if port is None or number not in declared:
        return []
    message = f"the pods behind Service {service.name} serve {number}; {port.port} is the Service's own port"
    return [_problem(wish, message, number, Related(port.target_at, "the target"))]


def _slip(wish: Scrape, pods: Sequence[Workload]) -> list[Problem]:
    near = {number: at for number, at in _declared(pods) if wish.port and is_port_slip(wish.port, number)}
    if len(near) != 1:
        return []
    ((number, at),) = near.items()
    message = f"no container of these pods declares port {wish.port}; the nearest is {number}"
    return [_problem(wish, message, number, Related(at, "the nearest port"))]


def _problem(wish: Scrape, message: str, number: int | None, related: Related) -> Problem:
    fix = Fix.replace(wish.port_at, f'"{number}"', f"scrape port {number}")
    return Problem(wish.port_at, message, None, Verdict.ASSUMED, (related,), fix)
