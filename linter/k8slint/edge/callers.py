"""Who is told to call a Service: for findings about it, the places where that is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from k8slint.edge.application import application_edges
from k8slint.edge.edge import Edge
from k8slint.edge.name import ServiceName
from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service
from k8slint.model.workload import Workload

MOST = 3
"""Callers that a finding lists."""


def callers_of(cluster: Cluster, service: Service) -> tuple[Edge, ...]:
    """The edges that lead to a Service by its name."""
    return cluster.once(_by_service).get((service.namespace, service.name), ())


def _by_service(cluster: Cluster) -> Mapping[tuple[str, str], tuple[Edge, ...]]:
    found: dict[tuple[str, str], list[Edge]] = {}
    for edge in cluster.once(application_edges):
        if isinstance(edge.callee, ServiceName):
            found.setdefault((edge.callee.namespace, edge.callee.service), []).append(edge)
    return {key: tuple(edges) for key, edges in found.items()}


def with_callers(cluster: Cluster, problem: Problem, services: Iterable[Service], level: Severity) -> Problem:
    """A problem of Services with a few of those who call them; a note, which `level` or its own makes it, as it is."""
    if (problem.severity or level) < Severity.WARNING:
        return problem
    found: dict[str, Related] = {}
    for edge in (edge for service in services for edge in callers_of(cluster, service)):
        if isinstance(caller := edge.caller, Workload):
            found.setdefault(caller.id, Related(edge.evidence.host_at, f"{caller.kind} {caller.name} calls it"))
    return replace(problem, related=(*problem.related, *list(found.values())[:MOST]))
