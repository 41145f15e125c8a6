"""An Ingress sends to a Service that its namespace does not have.

Why: requests for these paths end in an error page of the controller. An Ingress reaches Services of its own namespace
only.
Fix: name a Service of the namespace; or put the Ingress where the Service is.
Silent: Services that an operator in the input makes, that the configuration declares to exist elsewhere, or that every
cluster has; namespaces of which the input shows no workloads; names that something fills in later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from k8slint.finding import Edit, Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.scalar import written
from k8slint.model.absence import covers
from k8slint.model.cluster import Cluster
from k8slint.model.ingress import Ingress, IngressBackend
from k8slint.model.placeholder import is_placeholder
from k8slint.model.service import Service
from k8slint.model.service_miss import service_miss
from k8slint.near import is_slip
from k8slint.rule import rule


@rule(Severity.ERROR)
def ingress_backend_missing(cluster: Cluster) -> Iterator[Problem]:
    for ingress in cluster.ingresses:
        missing = _missing(cluster, ingress)
        if astray := _astray(cluster, ingress, missing):
            yield astray
            continue
        for name, backends in missing.items():
            if problem := _problem(cluster, ingress, name, backends):
                yield problem


def _missing(cluster: Cluster, ingress: Ingress) -> dict[str, list[IngressBackend]]:
    missing: dict[str, list[IngressBackend]] = {}
    for backend in ingress.backends:
        name = backend.service
        if name and not backend.is_action and not is_placeholder(name) and not cluster.service(ingress.namespace, name):
            missing.setdefault(name, []).append(backend)
    return missing


def _astray(cluster: Cluster, ingress: Ingress, missing: Mapping[str, list[IngressBackend]]) -> Problem | None:
    """The Ingress itself is in the wrong namespace: another one has all that it sends to, its own has none of it."""
    found = [{s.namespace: s for s in cluster.services_named(name)} for name in missing]
    shared = set.intersection(*(set(services) for services in found)) if found else set()
    backends = {backend.service for backend in ingress.backends}
    other = min(shared, default=None)
    if other is None or backends != set(missing) or (len(missing) == 1 and not is_slip(ingress.namespace, other)):
        return None
    at = ingress.meta.namespace_at
    names = ", ".join(missing)
    message = f"this Ingress is in namespace {ingress.namespace}, and what it sends to ({names}) is in {other}"
    related = tuple(Related(services[other].meta.name_at, "the Service") for services in found)
    fix = Fix.replace(at, written(other), f"move it to namespace {other}") if at.written else None
    return Problem(at, message, related=related, fix=fix)


def _problem(cluster: Cluster, ingress: Ingress, name: str, backends: list[IngressBackend]) -> Problem | None:
    miss = service_miss(cluster, ingress.namespace, name)
    if miss is None:
        return None
    if miss.nearest:
        return _slip(ingress, name, backends, miss.nearest)
    if miss.elsewhere:
        return _other_namespace(ingress, name, backends, miss.elsewhere)
    return _absent(cluster, ingress, name, backends)


def _slip(ingress: Ingress, name: str, backends: list[IngressBackend], meant: Service) -> Problem:
    edits = tuple(Edit(backend.service_at.location, written(meant.name)) for backend in backends)
    message = f"namespace {ingress.namespace} has no Service {name}; the nearest is {meant.name}"
    related = (Related(meant.meta.name_at, "the nearest Service"), *_repeated(backends))
    fix = Fix(f"send to {meant.name}", edits)
    return Problem(backends[0].service_at, message, None, Verdict.ASSUMED, related, fix)


def _other_namespace(ingress: Ingress, name: str, backends: list[IngressBackend], service: Service) -> Problem:
    message = f"Service {name} is in namespace {service.namespace}; this Ingress reaches {ingress.namespace} only"
    related = (Related(service.meta.name_at, "the Service"), *_repeated(backends))
    return Problem(backends[0].service_at, message, related=related)


def _absent(cluster: Cluster, ingress: Ingress, name: str, backends: list[IngressBackend]) -> Problem | None:
    """An error in a complete input; a doubt where the Ingress's other backends are there; else a note, or nothing."""
    if not covers(cluster, ingress.namespace) or not cluster.services_in(ingress.namespace):
        return None
    known = any(b.service and cluster.service(ingress.namespace, b.service) for b in ingress.backends)
    level = Severity.WARNING if known else Severity.INFO
    if cluster.is_complete(ingress.namespace):
        level = Severity.ERROR
    message = f"namespace {ingress.namespace} has no Service {name} in this input"
    return Problem(backends[0].service_at, message, level, Verdict.ASSUMED, tuple(_repeated(backends)))


def _repeated(backends: list[IngressBackend]) -> Iterator[Related]:
    return (Related(backend.service_at, "and here") for backend in backends[1:])
