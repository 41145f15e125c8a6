"""A route names a port that its backend Service does not have.

Why: the controller finds no endpoints for the rule, and requests end in an error. A backendRef names a port of the
Service by its number, never the target port of the pods behind it. (Gateway API reference: BackendObjectReference.port)
Fix: name a port of the Service.
Silent: Services that the input lacks, which `route-backend-missing` reports; ExternalName Services without ports;
backends of other kinds.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.gateway_route import RouteBackend
from k8slint.model.port_miss import PortMiss, port_miss
from k8slint.rule import rule


@rule(Severity.ERROR)
def route_backend_port_missing(cluster: Cluster) -> Iterator[Problem]:
    for route in cluster.gateway_routes:
        for backend in route.backends:
            if not backend.is_service or backend.port is None:
                continue
            if miss := port_miss(cluster, backend.ref.namespace, backend.ref.name, backend.port):
                yield _problem(miss, backend)


def _problem(miss: PortMiss, backend: RouteBackend) -> Problem:
    meant = miss.meant
    related = (Related(meant.port_at if meant else miss.service.meta.name_at, "the port" if meant else "the Service"),)
    fix = Fix.replace(backend.port_at, str(meant.port), f"name port {meant.port}") if meant else None
    return Problem(backend.port_at, miss.message, related=related, fix=fix)
