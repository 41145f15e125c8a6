"""A Service's selector also matches pods that serve none of its ports.

Why: those pods become endpoints all the same, and a part of the connections ends there, refused.
Fix: select a label that only the pods which are meant have.
Silent: versions of one application, such as canaries, which have the same ports; pods that declare no ports, unless
the target port is a name; pods of Jobs, CronJobs and Helm hooks.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity, Verdict
from k8slint.model.backing import meant, strangers
from k8slint.model.cluster import Cluster
from k8slint.model.selector import Selector
from k8slint.model.service import Service
from k8slint.model.workload import Workload
from k8slint.rule import rule


@rule(Severity.WARNING)
def service_selects_unrelated_pods(cluster: Cluster) -> Iterator[Problem]:
    for service in cluster.services:
        odd = strangers(cluster, service)
        if odd and service.selector:
            yield _problem(cluster, service, service.selector, odd)


def _problem(cluster: Cluster, service: Service, selector: Selector, odd: tuple[Workload, ...]) -> Problem:
    home = meant(cluster, service)[0]
    ports = ", ".join(dict.fromkeys(str(port.target) for port in service.ports))
    others = ", ".join(f"{w.kind} {w.name}" for w in odd)
    message = f"{selector} also selects {others}, without port {ports}; {home.kind} {home.name} has it"
    related = tuple(Related(w.meta.name_at, "selected too") for w in odd)
    proven = all(isinstance(port.target, str) for port in service.ports)
    return Problem(selector.at, message, verdict=Verdict.PROVEN if proven else Verdict.ASSUMED, related=related)
