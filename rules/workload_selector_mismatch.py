"""A controller's selector does not match the labels of its own pod template.

Why: the API server refuses the object, so nothing of it is deployed.
Fix: make `spec.selector` and `spec.template.metadata.labels` say the same. Where a Service selects what the selector
wants, the label is reported, else the selector.
Silent: an absent or empty selector or template (the schema's matter, or a reference to another workload), and Jobs,
whose controller makes both ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.selector import Requirement
from k8slint.model.service import Service
from k8slint.model.workload import Workload
from k8slint.near import nearest
from k8slint.rule import rule


@rule(Severity.ERROR)
def workload_selector_mismatch(cluster: Cluster) -> Iterator[Problem]:
    for workload in cluster.workloads:
        if workload.selector and workload.kind != "Job" and workload.pod.at.written:
            for requirement in workload.selector.requirements:
                if not requirement.matches(workload.pod.labels):
                    yield _problem(cluster, workload, requirement)


def _problem(cluster: Cluster, workload: Workload, requirement: Requirement) -> Problem:
    key = requirement.key
    if key not in workload.pod.labels:
        return _key_missing(workload, requirement)
    found = f"the pod template has {key}={workload.pod.labels[key]}"
    if service := _agreeing(cluster, workload, requirement):
        return _label_wrong(workload, requirement, found, service)
    at = requirement.at or workload.meta.name_at
    related = (Related(workload.pod.labels.at_key(key), found),)
    value = workload.pod.labels[key]
    fix = Fix.replace(at, written(value), f"select {key}={value}") if _is_label(requirement) else None
    return Problem(at, f"the selector wants {requirement}, {found}", related=related, fix=fix)


def _label_wrong(workload: Workload, requirement: Requirement, found: str, service: Service) -> Problem:
    at, wanted = workload.pod.labels.at_key(requirement.key), f"the selector wants {requirement}"
    related = (
        Related(requirement.at or workload.meta.name_at, wanted),
        Related(service.meta.name_at, "the Service"),
    )
    fix = Fix.replace(at, written(next(iter(requirement.values))), f"label the pods {requirement}")
    message = f"{found}, {wanted}, and so does Service {service.name}"
    return Problem(at, message, related=related, fix=fix)


def _key_missing(workload: Workload, requirement: Requirement) -> Problem:
    labels, at = workload.pod.labels, requirement.at or workload.meta.name_at
    at = at.key if _is_label(requirement) else at
    meant = nearest(requirement.key, (key for key, value in labels.items() if value in requirement.values))
    near = f"; the nearest is {meant}={labels[meant]}" if meant else ""
    message = f"the selector wants {requirement}, the pod template has no label {requirement.key}{near}"
    related = (Related(labels.at_key(meant) if meant else labels.at, "the labels of the pod template"),)
    fix = Fix.replace(at, written(meant), f"select by {meant}") if meant and at.on_key else None
    return Problem(at, message, related=related, fix=fix)


def _is_label(requirement: Requirement) -> bool:
    """Whether it stands in matchLabels, so that its place is that of one value."""
    return requirement.at is not None and not isinstance(requirement.at.value, dict)


def _agreeing(cluster: Cluster, workload: Workload, requirement: Requirement) -> Service | None:
    """A Service that selects what the controller's selector wants, where none selects what the template has."""
    selected = {
        value: service
        for service in cluster.services_in(workload.namespace)
        if service.selector and (value := service.selector.equalities.get(requirement.key))
    }
    if not _is_label(requirement) or workload.pod.labels[requirement.key] in selected:
        return None
    return selected.get(next(iter(requirement.values)))
