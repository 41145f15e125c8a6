"""A Service's selector matches no pod of its namespace.

Why: the Service has no endpoints, so every connection to it is refused or times out, and nothing in the cluster
reports it.
Fix: make the selector repeat labels of the pods that the Service is meant for.
Silent: Services without a selector and of type ExternalName; workloads with `replicas: 0`; pods that something
outside of the input makes (an operator whose custom resource has the same name or labels, the control plane, an
`external` entry of the configuration); labels that are set while pods run; namespaces of which the input holds no
workload. What is left is shown as info, and as an error where the pods that were meant are evident from names,
labels and ports, or the input is declared complete.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from k8slint.edge.callers import with_callers
from k8slint.finding import Edit, Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.at import At
from k8slint.inputs.scalar import written
from k8slint.model.abroad import abroad
from k8slint.model.absence import covers, pods_of_service_elsewhere
from k8slint.model.aim import Aim, aim_of
from k8slint.model.cluster import Cluster
from k8slint.model.selector import Selector
from k8slint.model.service import Service, ServiceType
from k8slint.model.workload import Workload
from k8slint.rule import rule


@rule(Severity.INFO)
def service_selects_no_pods(cluster: Cluster) -> Iterator[Problem]:
    mislabelled: dict[At, list[tuple[Service, Aim]]] = {}
    for service in cluster.services:
        selector = service.selector if service.type is not ServiceType.EXTERNAL_NAME else None
        if not selector or not selector.is_literal or _selects_any(cluster, service, selector):
            continue
        aim = aim_of(cluster, service)
        if aim and aim.mislabelled:
            mislabelled.setdefault(aim.label_at, []).append((service, aim))
        else:
            for problem in _problem(cluster, service, selector, aim):
                yield with_callers(cluster, problem, (service,), Severity.INFO)
    for at, found in mislabelled.items():
        yield with_callers(cluster, _mislabelled(at, found), (service for service, _ in found), Severity.INFO)


def _selects_any(cluster: Cluster, service: Service, selector: Selector) -> bool:
    """Whether it selects pods, or would but for a controller that makes other pods than it selects."""
    if cluster.pods_of(service):
        return True
    broken = cluster.once(_broken)
    pairs = ((service.namespace, *pair) for pair in selector.equalities.items())
    return any(workload.claims(selector) for workload in min((broken.get(pair, []) for pair in pairs), key=len))


def _broken(cluster: Cluster) -> Mapping[tuple[str, str, str], list[Workload]]:
    """Workloads whose controller does not select their pods, by namespace and each label of either."""
    found: dict[tuple[str, str, str], list[Workload]] = defaultdict(list)
    for workload in cluster.workloads:
        if workload.selector and not workload.matches(workload.selector):
            for pair in {*workload.pod.labels.items(), *workload.selector.equalities.items()}:
                found[workload.namespace, *pair].append(workload)
    return found


def _mislabelled(at: At, found: list[tuple[Service, Aim]]) -> Problem:
    """The pods' label is at fault: the Services, and the workload itself, have what it should be."""
    aim = found[0][1]
    workload, difference = aim.workloads[0], aim.differences[0]
    services = ", ".join(f"Service {service.name}" for service, _ in found)
    verb = "selects" if len(found) == 1 else "select"
    message = f"the pods have {difference}; {services} {verb} {difference.requirement}"
    related = tuple(Related(aim.miss.at, f"Service {service.name}") for service, aim in found)
    edits = [Edit(at.location, written(difference.wanted))]
    for requirement in workload.selector.requirements if workload.selector else ():
        if requirement.key == difference.key and requirement.at and isinstance(requirement.at.value, str):
            edits.append(Edit(requirement.at.location, written(difference.wanted)))
    fix = Fix(f"label the pods {difference.requirement}", tuple(edits))
    return Problem(at, message, Severity.ERROR, related=related, fix=fix)


def _problem(cluster: Cluster, service: Service, selector: Selector, aim: Aim | None) -> Iterator[Problem]:
    elsewhere = pods_of_service_elsewhere(cluster, service)
    complete = cluster.is_complete(service.namespace)
    lack = f"no pod in namespace {service.namespace} has"
    if aim and (aim.is_slip or not elsewhere):
        yield _aimed(f"{lack} {_missed(cluster, aim, selector)}; {aim.miss}", aim, complete)
    elif elsewhere:
        return
    elif pod := abroad(cluster, service):
        related = (Related(pod.meta.name_at, "the pod"),)
        fix = Fix.replace(service.meta.namespace_at, written(pod.namespace), f"move to namespace {pod.namespace}")
        message = f"{lack} {selector}; {pod.kind} {pod.name} in namespace {pod.namespace} has"
        yield Problem(service.meta.namespace_at, message, Severity.ERROR, related=related, fix=fix)
    elif complete:
        yield Problem(selector.at, f"{lack} {selector}", Severity.ERROR)
    elif covers(cluster, service.namespace):
        message = f"{lack} {selector}; something outside of this input would have to make one"
        yield Problem(selector.at, message, verdict=Verdict.ASSUMED)


def _missed(cluster: Cluster, aim: Aim, selector: Selector) -> Selector:
    """The part of the selector that no pod meets; all of it where only the parts together are too much."""
    part = Selector(tuple(difference.requirement for difference in aim.differences), selector.at)
    return selector if cluster.pods_selected_by(part, aim.workloads[0].namespace) else part


def _aimed(message: str, aim: Aim, complete: bool) -> Problem:
    miss, unclear = aim.miss, any(difference.ambiguous for difference in aim.differences)
    if aim.evident or complete:
        fix = miss.fix if aim.evident and not unclear else None
        return Problem(miss.at, message, Severity.ERROR, related=miss.related, fix=fix)
    message += ", unless something outside of this input makes one"
    return Problem(miss.at, message, Severity.WARNING, Verdict.ASSUMED, miss.related)
