"""Pods that a Service would select if it were in their namespace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from k8slint.model.backing import fits
from k8slint.model.candidate import stem
from k8slint.model.cluster import Cluster
from k8slint.model.meta import Meta
from k8slint.model.service import Service
from k8slint.model.workload import Workload


def abroad(cluster: Cluster, service: Service) -> Workload | None:
    """The workload of the Service's name whose pods it selects but for the namespace, and which has no Service there.

    None where either leaves its namespace to whoever applies it, or the same pods are in several namespaces.
    """
    selector = service.selector
    if selector is None or not _states_namespace(service.meta):
        return None
    namesakes = cluster.once(_by_stem).get(stem(service.name), [])
    found = [w for w in namesakes if w.namespace != service.namespace and w.matches(selector)]
    if len(found) != 1 or cluster.services_of(found[0]) or not _states_namespace(found[0].meta):
        return None
    return found[0] if all(fits(found[0], port) for port in service.ports) else None


def _states_namespace(meta: Meta) -> bool:
    return meta.at.document.namespace is None and meta.namespace_at.written


def _by_stem(cluster: Cluster) -> Mapping[str, list[Workload]]:
    found: dict[str, list[Workload]] = defaultdict(list)
    for workload in cluster.workloads:
        found[stem(workload.name)].append(workload)
    return found
