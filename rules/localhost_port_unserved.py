"""A container is told to call a port on localhost that no container of its pod declares.

Why: localhost is the pod itself, so the connection is refused. Often the address was right on a developer's machine,
where the other end ran beside it.
Fix: name the Service that is meant, or declare the port of the container that serves it.
Silent: pods in which a container declares no port at all, is probed on that port, or is told its number elsewhere
(an argument, a variable, a mounted ConfigMap); pods on the host network or with injected containers; addresses that
a container listens on itself or gives to browsers. A pod of one container whose namespace has no Service with that
port is info, for it may well listen there itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from k8slint.finding import Edit, Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.at import At
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.loopback import LocalCall, local_calls
from k8slint.model.service import Service
from k8slint.model.service_port_index import services_by_port
from k8slint.model.told import Told, told
from k8slint.model.workload import Workload
from k8slint.pattern import regex
from k8slint.rule import rule

_INJECTED = regex(r"inject|dapr\.io/enabled|sidecar")


@rule(Severity.WARNING)
def localhost_port_unserved(cluster: Cluster) -> Iterator[Problem]:
    seen: set[At] = set()
    for workload in cluster.workloads:
        if not _is_closed(workload):
            continue
        texts = {c.name: tuple(told(cluster, workload, c)) for c in workload.pod.containers if c.serves}
        calls = [(name, call) for name, told_here in texts.items() for call in local_calls(told_here)]
        listened = _text_besides(texts.values(), calls)
        for name, call in calls:
            if call.told.at not in seen and not _is_served(workload, call.port, listened):
                seen.add(call.told.at)
                yield _problem(cluster, workload, name, call)


def _is_closed(workload: Workload) -> bool:
    """Whether what listens in the pod is there to be read: all containers are known and declare ports."""
    marks = (*workload.pod.annotations, *workload.pod.labels)
    injected = any(_INJECTED.search(mark) for mark in marks)
    return not workload.pod.host_network and not injected and all(c.ports for c in workload.pod.containers if c.serves)


def _text_besides(texts: Iterable[tuple[Told, ...]], calls: list[tuple[str, LocalCall]]) -> str:
    """All that the containers are told, without the calls themselves."""
    calling = {text.at for _, call in calls for text in call.texts}
    return "\n".join(text.text for told_here in texts for text in told_here if text.at not in calling)


def _is_served(workload: Workload, port: int, listened: str) -> bool:
    declared = any(other.number == port for _, other in workload.pod.ports)
    probed = any(probe.port == port for container in workload.pod.containers for probe in container.probes)
    return declared or probed or re.search(rf"(?<![0-9]){port}(?![0-9])", listened) is not None


def _problem(cluster: Cluster, workload: Workload, container: str, call: LocalCall) -> Problem:
    declared = ", ".join(str(port) for _, port in workload.pod.ports)
    message = f"container {container} calls localhost:{call.port}, which no container of its pod declares ({declared})"
    services = _services(cluster, workload, call.port)
    if services:
        message += "; " + ", ".join(f"Service {service.name}" for service in services) + " has that port"
    doubtful = not services and sum(c.serves for c in workload.pod.containers) == 1
    return Problem(
        call.told.at,
        message,
        Severity.INFO if doubtful else Severity.WARNING,
        Verdict.ASSUMED,
        tuple(Related(service.meta.name_at, f"Service {service.name}") for service in services),
        _fix(call.told, services[0].name) if len(services) == 1 else None,
    )


def _services(cluster: Cluster, workload: Workload, port: int) -> list[Service]:
    """The Services of the namespace with that port, but the pod's own."""
    others = cluster.once(services_by_port).get((workload.namespace, port), ())
    return [s for s in others if not (s.selector and workload.matches(s.selector))]


def _fix(told_here: Told, name: str) -> Fix | None:
    value = told_here.at.value
    if not isinstance(value, str):
        return None
    text = re.sub(r"localhost|127\.0\.0\.1|\[::1\]", name, value, count=1)
    return Fix(f"call Service {name}", (Edit(told_here.at.location, written(text)),), safe=False)
