"""A Service asks to be scraped on its own port, which is another one on the pods behind it.

Why: Prometheus goes to the pods by themselves and takes the port from `prometheus.io/port` as one of theirs, also
where the annotation stands on a Service (kubernetes_sd_config, role endpoints). Nobody listens there.
Fix: annotate the Service with the port of the pods.
Silent: ports that a container declares, whatever the Service has; pods that declare no ports; a port that is neither
the Service's nor declared, which the pods may well serve.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.model.backing import meant
from k8slint.model.cluster import Cluster
from k8slint.model.scrape import scrape
from k8slint.model.service import Service, ServicePort
from k8slint.rule import rule


@rule(Severity.INFO)
def scrape_port_is_service_port(cluster: Cluster) -> Iterator[Problem]:
    """Prometheus: documentation/examples/prometheus-kubernetes.yml."""
    for service in cluster.services:
        wish = scrape(service.meta.annotations)
        port = service.port(wish.port) if wish and wish.port else None
        if wish and port and (number := _behind(cluster, service, port)):
            message = f"the pods behind Service {service.name} serve {number}; {port.port} is the Service's own port"
            fix = Fix.replace(wish.port_at, f'"{number}"', f"scrape port {number}")
            yield Problem(wish.port_at, message, None, Verdict.ASSUMED, (Related(port.target_at, "the target"),), fix)


def _behind(cluster: Cluster, service: Service, port: ServicePort) -> int | None:
    """The one number that a port is on all pods, where they declare it and not the Service's."""
    pods = meant(cluster, service)
    numbers = {workload.pod.resolve(port.target, port.protocol) for workload in pods if port.target}
    declared = {declared.number for workload in pods for _, declared in workload.pod.ports}
    number = next(iter(numbers)) if len(numbers) == 1 else None
    return number if number in declared and port.port not in declared else None
