"""A load balancer takes connections from every address and leads to pods whose policies keep nobody out.

Why: such a balancer usually gets a public address. What listens behind it is on the internet.
Fix: list the clients in `loadBalancerSourceRanges`, ask for an internal balancer, or put an Ingress in front.
Silent: balancers that are internal by annotation, class or address; source ranges; pods whose policies admit certain
addresses only; ingress controllers and gateways; ports that node-port-exposes-sensitive-port reports. An info for ports
80 and 443, which are there for everybody more often than not.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity, Verdict
from k8slint.model.balancer import limits_sources
from k8slint.model.balancer_side import is_internal
from k8slint.model.cluster import Cluster
from k8slint.model.front_controller import is_front_controller
from k8slint.model.sensitive_server import sensitive_server
from k8slint.model.service import Service, ServicePort, ServiceType
from k8slint.model.workload import Workload
from k8slint.reach.outside import is_settled, open_to_outside
from k8slint.rule import rule

WEB = (80, 443)


@rule(Severity.WARNING)
def load_balancer_open_to_world(cluster: Cluster) -> Iterator[Problem]:
    for service in cluster.services:
        if service.type is ServiceType.LOAD_BALANCER and not (is_internal(cluster, service) or limits_sources(service)):
            found = [(p, w) for p, w in open_to_outside(cluster, service) if not sensitive_server(p, [w])]
            if found and not any(is_front_controller(pod) for _, pod in found):
                yield _problem(service, found, is_settled(cluster, found[0][1]))


def _problem(service: Service, found: list[tuple[ServicePort, Workload]], settled: bool) -> Problem:
    found = [(port, pod) for port, pod in found if port.port not in WEB] or found
    level = Severity.INFO if all(port.port in WEB for port, _ in found) else Severity.WARNING
    port, pod = found[0]
    ports = ", ".join(f"{port.port}/{port.protocol}" for port, _ in found)
    message = f"the load balancer opens {ports} of {pod.kind} {pod.name} to every address"
    message += "" if settled else ", and no policy of the input limits that"
    verdict = Verdict.PROVEN if settled else Verdict.ASSUMED
    number = pod.pod.resolve(port.target, port.protocol) if port.target else None
    case = {"source": "203.0.113.7", "destination": pod.id, "protocol": str(port.protocol), "port": number}
    return Problem(service.type_at, message, level, verdict, witness=case)
