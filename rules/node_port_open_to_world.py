"""A NodePort leads from every address to pods whose policies keep nobody out.

Why: the port is open on every address of every node, past load balancers, certificates and authentication of an
Ingress. Where the same Service has an Ingress as well, that is a side door.
Fix: make the Service ClusterIP where an Ingress or route leads to it; else limit the clients in a NetworkPolicy of the
pods, and set `externalTrafficPolicy: Local` so that it sees them.
Silent: ingress controllers and gateways; pods whose policies admit certain addresses only; ports that
node-port-exposes-sensitive-port reports. An info, and a warning beside an Ingress or Route whose controller runs in the
cluster and so needs no node port.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from k8slint.finding import Problem, Related, Severity, Verdict
from k8slint.model.cluster import Cluster
from k8slint.model.front_controller import is_front_controller
from k8slint.model.ingress_controller import Controller, controller_of
from k8slint.model.meta import Meta
from k8slint.model.sensitive_server import sensitive_server
from k8slint.model.service import Service, ServicePort, ServiceType
from k8slint.model.workload import Workload
from k8slint.reach.outside import is_settled, open_to_outside
from k8slint.rule import rule

_INSIDE = frozenset(Controller) - {Controller.GCE, Controller.ALB, Controller.AZURE}


@rule(Severity.INFO)
def node_port_open_to_world(cluster: Cluster) -> Iterator[Problem]:
    for service in cluster.services:
        if service.type is ServiceType.NODE_PORT and not any(map(is_front_controller, cluster.pods_of(service))):
            found = [(p, w) for p, w in open_to_outside(cluster, service) if not sensitive_server(p, [w])]
            if found:
                yield _problem(service, found, _front_door(cluster, service), is_settled(cluster, found[0][1]))


def _front_door(cluster: Cluster, service: Service) -> Meta | None:
    """The Ingress or Route of a Service, whose controller goes to pods by itself; others come through the node port."""
    candidates = (i for i in cluster.ingresses if i.namespace == service.namespace)
    leading = (i for i in candidates if any(b.service == service.name for b in i.backends))
    ingresses = (i.meta for i in leading if controller_of(cluster, i) in _INSIDE)
    routes = (r.meta for r in cluster.routes if r.namespace == service.namespace and service.name in r.services)
    return next(chain(ingresses, routes), None)


def _problem(service: Service, found: list[tuple[ServicePort, Workload]], front: Meta | None, settled: bool) -> Problem:
    port, pod = found[0]
    ports = ", ".join(f"{port.port}/{port.protocol}" for port, _ in found)
    message = f"port {ports} of {pod.kind} {pod.name} is open on every node to whoever reaches it"
    message += "" if settled else ", and no policy of the input limits that"
    verdict = Verdict.PROVEN if settled else Verdict.ASSUMED
    number = pod.pod.resolve(port.target, port.protocol) if port.target else None
    case = {"source": "203.0.113.7", "destination": pod.id, "protocol": str(port.protocol), "port": number}
    if not front:
        return Problem(service.type_at, message, verdict=verdict, witness=case)
    message += f", past {front.kind} {front.name}"
    related = (Related(front.name_at, f"the {front.kind}"),)
    return Problem(service.type_at, message, Severity.WARNING, verdict, related, witness=case)
