"""An Ingress names a port that its backend Service does not have.

Why: the controller finds no endpoints for the path and answers with an error. A backend names a port of the Service,
by number or name, never the target port of the pods behind it. (API reference: ServiceBackendPort)
Fix: name a port of the Service.
Silent: Services that the input lacks, which `ingress-backend-missing` reports; ExternalName Services without ports,
whose port the backend itself gives.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Edit, Fix, Problem, Related, Severity
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.ingress import IngressBackend
from k8slint.model.port_miss import PortMiss, port_miss
from k8slint.model.service import ServicePort
from k8slint.rule import rule


@rule(Severity.ERROR)
def ingress_backend_port_missing(cluster: Cluster) -> Iterator[Problem]:
    for ingress in cluster.ingresses:
        for backend in ingress.backends:
            if backend.port is None or backend.is_action:
                continue
            if miss := port_miss(cluster, ingress.namespace, backend.service or "", backend.port):
                yield _problem(miss, backend)


def _problem(miss: PortMiss, backend: IngressBackend) -> Problem:
    meant = miss.meant
    related = (Related(meant.port_at if meant else miss.service.meta.name_at, "the port" if meant else "the Service"),)
    return Problem(backend.port_at, miss.message, related=related, fix=_fix(backend, meant) if meant else None)


def _fix(backend: IngressBackend, meant: ServicePort) -> Fix | None:
    """Replaces the value, and the key where a number stands for a name or the other way round."""
    if isinstance(backend.port, str) and meant.name:
        return Fix.replace(backend.port_at, written(meant.name), f"name port {meant.name}")
    if meant.port is None:
        return None
    edits = [Edit(backend.port_at.location, str(meant.port))]
    if isinstance(backend.port, str) and backend.port_at.path[-1] == "name":
        edits.insert(0, Edit(backend.port_at.key.location, "number"))
    return Fix(f"name port {meant.port}", tuple(edits))
