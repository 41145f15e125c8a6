"""A controller's selector does not match the labels of its own pod template.

Why: the API server refuses the object, so nothing of it is deployed.
Fix: make `spec.selector` and `spec.template.metadata.labels` say the same. Where a Service selects what the selector
wants, or the controller has it as a label or name of its own, the label is reported, else the selector.
Silent: an absent or empty selector or template (the schema's matter, or a reference to another workload), and Jobs,
whose controller makes both ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity
from k8slint.inputs.at import At
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.selector import Requirement
from k8slint.model.workload import Workload
from k8slint.near import letters_apart, nearest
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
        return _key_missing(cluster, workload, requirement)
    value = workload.pod.labels[key]
    found = f"the pod template has {key}={value}"
    if witness := _witness(cluster, workload, requirement, (key, value)):
        place = workload.pod.labels.at_key(key)
        return _label_wrong(requirement, found, witness, place, next(iter(requirement.values)))
    at = requirement.at or workload.meta.name_at
    related = (Related(workload.pod.labels.at_key(key), found),)
    fix = Fix.replace(at, written(value), f"select {key}={value}") if _is_label(requirement) else None
    return Problem(at, f"the selector wants {requirement}, {found}", related=related, fix=fix)


def _label_wrong(requirement: Requirement, found: str, witness: Related, at: At, word: str) -> Problem:
    wanted = f"the selector wants {requirement}"
    related = (*((Related(requirement.at, wanted),) if requirement.at else ()), witness)
    fix = Fix.replace(at, written(word), f"label the pods {requirement}")
    return Problem(at, f"{found}, {wanted}, and so does {witness.message}", related=related, fix=fix)


def _key_missing(cluster: Cluster, workload: Workload, requirement: Requirement) -> Problem:
    labels, at = workload.pod.labels, requirement.at or workload.meta.name_at
    at = at.key if _is_label(requirement) else at
    meant = _meant_key(workload, requirement)
    if meant and (witness := _witness(cluster, workload, requirement, (meant, labels[meant]))):
        found = f"the pod template has {meant}={labels[meant]}"
        return _label_wrong(requirement, found, witness, labels.at_key(meant).key, requirement.key)
    near = f"; the nearest is {meant}={labels[meant]}" if meant else ""
    message = f"the selector wants {requirement}, the pod template has no label {requirement.key}{near}"
    related = (Related(labels.at_key(meant) if meant else labels.at, "the labels of the pod template"),)
    fix = Fix.replace(at, written(meant), f"select by {meant}") if meant and at.on_key else None
    return Problem(at, message, related=related, fix=fix)


def _meant_key(workload: Workload, requirement: Requirement) -> str | None:
    """The label that has the value under a key of nearly that name; a short key may lack one letter, too."""
    same = [key for key, value in workload.pod.labels.items() if value in requirement.values]
    near = [key for key in same if letters_apart(key, requirement.key) == 1 and not _has_digit(key + requirement.key)]
    return nearest(requirement.key, same) or (near[0] if len(near) == 1 else None)


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _is_label(requirement: Requirement) -> bool:
    """Whether it stands in matchLabels, so that its place is that of one value."""
    return requirement.at is not None and not isinstance(requirement.at.value, dict)


def _witness(cluster: Cluster, workload: Workload, requirement: Requirement, label: tuple[str, str]) -> Related | None:
    """Who has what the controller's selector wants, where nobody has what the template has: a Service that selects
    it, or the labels of the controller itself.
    """
    if not _is_label(requirement):
        return None
    wanted = (requirement.key, next(iter(requirement.values)))
    selected = {
        pair: service
        for service in cluster.services_in(workload.namespace)
        if service.selector
        for pair in service.selector.equalities.items()
    }
    own = set(workload.meta.labels.items())
    if label in selected or label in own:
        return None
    if service := selected.get(wanted):
        return Related(service.meta.name_at, f"Service {service.name}")
    at = workload.meta.at / "metadata" / "labels" / requirement.key
    is_named = requirement.key == label[0] and wanted[1] == workload.name
    if wanted in own or is_named:
        return Related(at if wanted in own else workload.meta.name_at, f"the {workload.kind} itself")
    return None
