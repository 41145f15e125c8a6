"""The Service that a StatefulSet names in `serviceName` does not exist, or cannot name its pods.

Why: only behind a headless Service that selects them do the pods get names of their own (`cart-db-0.cart-db`), which
is how members of a cluster find each other.
Fix: add a Service of that name with `clusterIP: None` and the labels of the pod template as its selector.
Silent: no replicas; no `serviceName`, and a Service with an address of its own, where nothing in the input uses the
name of a single pod; Services that an operator makes; a Service that selects no pod but was evidently meant for these,
which `service-selects-no-pods` reports; a Service whose own name is the slip, which `config-host-unknown` reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from k8slint.edge.misnamed import misnamed_services
from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.at import At
from k8slint.inputs.scalar import written
from k8slint.model.absence import service_elsewhere
from k8slint.model.aim import aim_of
from k8slint.model.cluster import Cluster
from k8slint.model.insertion import above
from k8slint.model.pod_name import PodName, PodNames
from k8slint.model.service import Service
from k8slint.model.workload import Workload
from k8slint.rule import rule


@rule(Severity.WARNING)
def statefulset_without_governing_service(cluster: Cluster) -> Iterator[Problem]:
    sets = [w for w in cluster.workloads if w.kind == "StatefulSet" and w.replicas != 0]
    names = PodNames.of(cluster) if sets else PodNames({})
    for workload in sets:
        name, at = workload.service_name, workload.meta.at / "spec" / "serviceName"
        if not name:
            yield from _unnamed(cluster, workload, at, names)
        elif service := cluster.service(workload.namespace, name):
            yield from _unfit(cluster, workload, service, at, names)
        elif (workload.namespace, name) in cluster.once(misnamed_services):
            continue  # told at the Service
        elif not service_elsewhere(cluster, workload.namespace, name):
            yield _missing(cluster, workload, name, at, names)


def _missing(cluster: Cluster, workload: Workload, name: str, at: At, names: PodNames) -> Problem:
    meant = cluster.nearest_service(workload.namespace, name)
    near = f"; the nearest is {meant.name}" if meant else ""
    proven = bool(meant) or cluster.is_complete(workload.namespace)
    return Problem(
        at,
        f"no Service {name} in namespace {workload.namespace}, so the pods have no names of their own{near}",
        Severity.ERROR if proven else None,
        Verdict.PROVEN if proven else Verdict.ASSUMED,
        (*_place(meant, "the nearest Service"), *_use(names.used(workload, name))),
        Fix.replace(at, written(meant.name), f"name Service {meant.name}") if meant else None,
    )


def _unfit(cluster: Cluster, workload: Workload, service: Service, at: At, names: PodNames) -> Iterator[Problem]:
    name = names.used(workload, service.name)
    related = (*_place(service, f"Service {service.name}"), *_use(name))
    if service.selector and not workload.claims(service.selector):
        if not _is_meant(cluster, service, workload):
            message = f"Service {service.name} selects {service.selector}, not the pods of this StatefulSet"
            yield Problem(at, message, Severity.ERROR, related=related)
    elif name and not service.headless:
        message = f"Service {service.name} is not headless, so whether {name.text} resolves depends on the DNS server"
        yield Problem(at, message, related=related)


def _unnamed(cluster: Cluster, workload: Workload, at: At, names: PodNames) -> Iterator[Problem]:
    """Without `serviceName` no Service gives names to the pods, whatever it selects."""
    for service in cluster.services_in(workload.namespace):
        if name := names.used(workload, service.name):
            message = f"no serviceName, so {name.text} does not resolve; set serviceName {service.name}"
            yield Problem(at, message, Severity.ERROR, related=_use(name), fix=_named(workload, service.name))


def _named(workload: Workload, name: str) -> Fix | None:
    """A StatefulSet that exists has to be made anew for it, so somebody has to want that."""
    key = (workload.meta.at / "spec" / "template").key
    fix = above(key, f"serviceName: {written(name)}", f"set serviceName {name}")
    return replace(fix, safe=False) if fix else None


def _place(service: Service | None, words: str) -> tuple[Related, ...]:
    return (Related(service.meta.name_at, words),) if service else ()


def _use(name: PodName | None) -> tuple[Related, ...]:
    return (Related(name.told.at, f"{name.text} is used here"),) if name else ()


def _is_meant(cluster: Cluster, service: Service, workload: Workload) -> bool:
    """Whether the Service selects nothing and was meant for these pods, which `service-selects-no-pods` reports."""
    aim = None if cluster.pods_of(service) else aim_of(cluster, service)
    return aim is not None and workload in aim.workloads
