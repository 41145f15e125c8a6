"""A ServiceMonitor selects no Service, or a PodMonitor no pod.

Why: Prometheus gets no target from it and says nothing; alerts on the missing metrics never fire. A ServiceMonitor
selects by the labels of Services themselves, not by those of the pods behind them, and both look in their own
namespace only, unless `namespaceSelector` names others.
Fix: repeat labels of the Service or the pods in the selector; name their namespace in `namespaceSelector`.
Silent: namespaces of which the input shows no workload; labels of the control plane, and what an operator in the input
may make; an empty selector. An error where a label or the name of a namespace is misspelled, or the input is declared
complete; a warning where what is selected is in one other namespace; else a note.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.at import At
from k8slint.inputs.scalar import written
from k8slint.model.absence import covers, pods_elsewhere, services_made
from k8slint.model.cluster import Cluster
from k8slint.model.label_miss import LabelMiss, label_miss
from k8slint.model.monitor import Monitor, Namespaces
from k8slint.model.monitored import monitored_namespaces, monitored_pods, monitored_services
from k8slint.model.selection import Miss, near_miss
from k8slint.model.service import Service
from k8slint.model.workload import Workload
from k8slint.near import is_misspelling
from k8slint.rule import rule


@rule(Severity.INFO)
def monitor_selects_nothing(cluster: Cluster) -> Iterator[Problem]:
    """Prometheus operator, API reference: ServiceMonitorSpec, PodMonitorSpec, NamespaceSelector."""
    for monitor in cluster.monitors:
        if monitor.selector.is_empty or not monitor.selector.is_literal:
            continue
        if monitored_pods(cluster, monitor) or monitored_services(cluster, monitor):
            continue
        if problem := _problem(cluster, monitor):
            yield problem


def _problem(cluster: Cluster, monitor: Monitor) -> Problem | None:
    lack = f"no {_kind(monitor)} in {_where(monitor)} has {monitor.selector}"
    if miss := _miss(cluster, monitor):
        return Problem(miss.at, f"{lack}; {miss}", Severity.ERROR, Verdict.ASSUMED, miss.related, miss.fix)
    if astray := _astray(cluster, monitor, lack):
        return astray
    namespaces = () if monitor.namespaces is Namespaces.ALL else sorted(monitor.namespaces)
    if namespaces and all(cluster.is_complete(namespace) for namespace in namespaces):
        return Problem(monitor.selector.at, lack, Severity.ERROR)
    if namespaces and all(_is_shown(cluster, monitor, namespace) for namespace in namespaces):
        message = f"{lack}; something outside of this input would have to make one"
        return Problem(monitor.selector.at, message, verdict=Verdict.ASSUMED)
    return None


def _is_shown(cluster: Cluster, monitor: Monitor, namespace: str) -> bool:
    """Whether the input seems to hold what could be selected there."""
    if not covers(cluster, namespace) or pods_elsewhere(cluster, namespace, monitor.selector):
        return False
    return monitor.of_pods or not services_made(cluster, namespace)


def _miss(cluster: Cluster, monitor: Monitor) -> Miss | LabelMiss | None:
    namespaces = list(monitored_namespaces(cluster, monitor))
    if monitor.of_pods:
        return near_miss(monitor.selector, (w for name in namespaces for w in cluster.workloads_in(name)))
    return label_miss(monitor.selector, (s for name in namespaces for s in cluster.services_in(name)))


def _astray(cluster: Cluster, monitor: Monitor, lack: str) -> Problem | None:
    """What is selected is in one other namespace."""
    found = _anywhere(cluster, monitor)
    others = {each.namespace for each in found}
    if len(others) != 1 or not all(each.meta.namespace_at.written for each in (*found, monitor)):
        return None
    other, at = found[0].namespace, monitor.meta.at / "spec" / "namespaceSelector"
    message = f"{lack}; {found[0].meta.kind} {found[0].name} in namespace {other} has"
    related = (Related(found[0].meta.name_at, f"the {_kind(monitor)}"),)
    if name := _misspelled(monitor, other, at):
        fix = Fix.replace(name, written(other), f"look in namespace {other}")
        return Problem(name, message, Severity.ERROR, Verdict.ASSUMED, related, fix)
    return Problem(at if at.written else monitor.selector.at, message, Severity.WARNING, Verdict.ASSUMED, related)


def _anywhere(cluster: Cluster, monitor: Monitor) -> list[Service] | list[Workload]:
    if monitor.of_pods:
        return [w for name in cluster.known_namespaces for w in cluster.pods_selected_by(monitor.selector, name)]
    return [service for service in cluster.services if monitor.selector.matches(service.meta.labels)]


def _misspelled(monitor: Monitor, other: str, at: At) -> At | None:
    """Where a name of `matchNames` is written of which the other namespace is the right spelling."""
    names = [] if monitor.namespaces is Namespaces.ALL else (at / "matchNames").value or []
    places = (at / "matchNames" / index for index in range(len(names)))
    return next((place for place in places if is_misspelling(str(place.value), other)), None)


def _kind(monitor: Monitor) -> str:
    return "pod" if monitor.of_pods else "Service"


def _where(monitor: Monitor) -> str:
    if monitor.namespaces is Namespaces.ALL:
        return "any namespace of this input"
    names = sorted(monitor.namespaces)
    return f"namespace{'s' if len(names) > 1 else ''} {', '.join(names)}"
