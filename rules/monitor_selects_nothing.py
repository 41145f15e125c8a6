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

from collections.abc import Iterator, Sequence
from dataclasses import replace

from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.scalar import written
from k8slint.model.absence import covers, pods_elsewhere, services_made
from k8slint.model.cluster import Cluster
from k8slint.model.monitor import Monitor, Namespaces
from k8slint.model.monitor_miss import monitor_miss, unmet
from k8slint.model.monitored import select, selected
from k8slint.model.selector import Selector
from k8slint.model.service import Service
from k8slint.model.shown import place
from k8slint.model.workload import Workload
from k8slint.near import is_misspelling
from k8slint.rule import rule

MOST_PAIRS = 100_000
"""Monitors that select nothing times Services and workloads; beyond, no labels are compared for slips."""


@rule(Severity.INFO)
def monitor_selects_nothing(cluster: Cluster) -> Iterator[Problem]:
    """Prometheus operator, API reference: ServiceMonitorSpec, PodMonitorSpec, NamespaceSelector."""
    lost = [monitor for monitor in cluster.monitors if _is_lost(cluster, monitor)]
    compared = len(lost) * (len(cluster.services) + len(cluster.workloads)) <= MOST_PAIRS
    for monitor in lost:
        part = unmet(cluster, monitor) if compared else monitor.selector
        near = _near(cluster, monitor, part) if compared else None
        if problem := near or _astray(cluster, monitor) or _absent(cluster, monitor, part):
            yield problem


def _is_lost(cluster: Cluster, monitor: Monitor) -> bool:
    found = selected(cluster, monitor)
    return not (found.services or found.pods or monitor.selector.is_empty) and monitor.selector.is_literal


def _lack(monitor: Monitor, part: Selector) -> str:
    return f"no {_kind(monitor)} in {_where(monitor)} has {part}"


def _near(cluster: Cluster, monitor: Monitor, part: Selector) -> Problem | None:
    if miss := monitor_miss(cluster, monitor):
        message = f"{_lack(monitor, part)}; {miss}"
        return Problem(miss.at, message, Severity.ERROR, Verdict.ASSUMED, miss.related, miss.fix)
    return None


def _absent(cluster: Cluster, monitor: Monitor, part: Selector) -> Problem | None:
    """Only where the monitor says in which namespaces it looks; nothing shows what all of them hold."""
    if monitor.namespaces is Namespaces.ALL:
        return None
    namespaces = sorted(monitor.namespaces)
    lack = _lack(monitor, part)
    if all(cluster.is_complete(namespace) for namespace in namespaces):
        return Problem(place(part), lack, Severity.ERROR)
    if all(_is_shown(cluster, monitor, namespace) for namespace in namespaces):
        message = f"{lack}; something outside of this input would have to make one"
        return Problem(place(part), message, verdict=Verdict.ASSUMED)
    return None


def _is_shown(cluster: Cluster, monitor: Monitor, namespace: str) -> bool:
    """Whether the input seems to hold what could be selected there."""
    if not covers(cluster, namespace) or pods_elsewhere(cluster, namespace, monitor.selector):
        return False
    return monitor.of_pods or not services_made(cluster, namespace)


def _astray(cluster: Cluster, monitor: Monitor) -> Problem | None:
    """What is selected is in one other namespace."""
    found = _anywhere(cluster, monitor)
    others = {each.namespace for each in found}
    if len(others) != 1 or not all(each.meta.namespace_at.written for each in (*found, monitor)):
        return None
    other = found[0].namespace
    message = f"{_lack(monitor, monitor.selector)}; {found[0].meta.kind} {found[0].name} in namespace {other} has"
    related = (Related(found[0].meta.name_at, f"the {_kind(monitor)}"),)
    if name := next((at for at in monitor.named if is_misspelling(str(at.value), other)), None):
        fix = Fix.replace(name, written(other), f"look in namespace {other}")
        return Problem(name, message, Severity.ERROR, Verdict.ASSUMED, related, fix)
    at = monitor.namespaces_at if monitor.namespaces_at.written else monitor.selector.at
    return Problem(at, message, Severity.WARNING, Verdict.ASSUMED, related)


def _anywhere(cluster: Cluster, monitor: Monitor) -> Sequence[Service | Workload]:
    """What it would select if it looked in all namespaces."""
    found = select(cluster, replace(monitor, namespaces=Namespaces.ALL))
    return found.pods if monitor.of_pods else found.services


def _kind(monitor: Monitor) -> str:
    return "pod" if monitor.of_pods else "Service"


def _where(monitor: Monitor) -> str:
    if monitor.namespaces is Namespaces.ALL:
        return "any namespace of this input"
    names = sorted(monitor.namespaces)
    return f"namespace{'s' if len(names) > 1 else ''} {', '.join(names)}"
