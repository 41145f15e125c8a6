"""A route sends to a Service that is not there.

Why: requests that the rule takes end in an error (500, or a closed connection), in the share of the backend's weight. A
backendRef without a namespace means the route's own. (Gateway API reference: HTTPBackendRef, BackendNotFound)
Fix: name a Service that is there, with its namespace where that is another one.
Silent: Services that an operator in the input makes, that the configuration declares to exist elsewhere, or that every
cluster has; namespaces of which the input shows no workloads; kinds that a controller knows; names that something fills
in later.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Edit, Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.scalar import written
from k8slint.model.absence import covers
from k8slint.model.cluster import Cluster
from k8slint.model.gateway_route import GatewayRoute, RouteBackend
from k8slint.model.reference import Reference
from k8slint.model.service import Service
from k8slint.model.service_miss import ServiceMiss, service_miss
from k8slint.rule import rule


@rule(Severity.ERROR)
def route_backend_missing(cluster: Cluster) -> Iterator[Problem]:
    for route in cluster.gateway_routes:
        missing: dict[Reference, list[RouteBackend]] = {}
        for backend in route.backends:
            if backend.is_service:
                missing.setdefault(backend.ref, []).append(backend)
            elif not backend.ref.kind.group:
                yield _wrong_kind(route, backend)
        for ref, backends in missing.items():
            miss = service_miss(cluster, ref.namespace, ref.name)
            if miss and (problem := _problem(cluster, route, backends, miss)):
                yield problem


def _wrong_kind(route: GatewayRoute, backend: RouteBackend) -> Problem:
    kind = backend.ref.kind.kind
    return Problem(backend.ref.at / "kind", f"{route.meta.kind}s send to Services; {kind} {backend.ref.name} is none")


def _problem(cluster: Cluster, route: GatewayRoute, backends: list[RouteBackend], miss: ServiceMiss) -> Problem | None:
    if miss.nearest:
        return _slip(backends, miss.nearest)
    stated = route.meta.states_namespace or not backends[0].ref.local
    if miss.elsewhere and miss.elsewhere.meta.states_namespace and stated:
        return _other_namespace(backends, miss.elsewhere)
    return _absent(cluster, route, backends)


def _slip(backends: list[RouteBackend], meant: Service) -> Problem:
    ref = backends[0].ref
    edits = tuple(Edit(backend.ref.name_at.location, written(meant.name)) for backend in backends)
    message = f"namespace {ref.namespace} has no Service {ref.name}; the nearest is {meant.name}"
    related = (Related(meant.meta.name_at, "the nearest Service"), *_repeated(backends))
    fix = Fix(f"send to {meant.name}", edits)
    return Problem(ref.name_at, message, None, Verdict.ASSUMED, related, fix)


def _other_namespace(backends: list[RouteBackend], service: Service) -> Problem:
    ref = backends[0].ref
    message = f"Service {ref.name} is in namespace {service.namespace}; this backendRef looks for it in {ref.namespace}"
    related = (Related(service.meta.name_at, "the Service"), *_repeated(backends))
    if ref.local:
        return Problem(ref.name_at, message, None, Verdict.ASSUMED, related)
    edits = tuple(Edit(backend.ref.namespace_at.location, written(service.namespace)) for backend in backends)
    fix = Fix(f"look in {service.namespace}", edits)
    return Problem(ref.namespace_at, message, None, Verdict.ASSUMED, related, fix)


def _absent(cluster: Cluster, route: GatewayRoute, backends: list[RouteBackend]) -> Problem | None:
    """An error in a complete input; a doubt where the route's other backends are there; else a note, or nothing."""
    ref = backends[0].ref
    if not covers(cluster, ref.namespace) or not cluster.services_in(ref.namespace):
        return None
    known = any(b.is_service and cluster.service(b.ref.namespace, b.ref.name) for b in route.backends)
    level = Severity.WARNING if known else Severity.INFO
    if cluster.is_complete(ref.namespace):
        level = Severity.ERROR
    message = f"namespace {ref.namespace} has no Service {ref.name} in this input"
    return Problem(ref.name_at, message, level, Verdict.ASSUMED, tuple(_repeated(backends)))


def _repeated(backends: list[RouteBackend]) -> Iterator[Related]:
    return (Related(backend.ref.name_at, "and here") for backend in backends[1:])
