"""What says that a container listens on a port, beside its declaration: its probes and what it is told."""

from __future__ import annotations

import re

from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.container import Container
from k8slint.model.told import told
from k8slint.model.workload import Workload

SCRAPE_PORT = "prometheus.io/port"
"""The annotation that names the port of a pod's metrics."""

_OWN = r"(?:localhost|0\.0\.0\.0|127\.0\.0\.1|\[[0-9A-Fa-f:]*\]|(?<![\w.\])}-]))"
"""What stands before the colon of an address of one's own: nothing, or the host itself."""


def listening(cluster: Cluster, workload: Workload, number: int) -> At | None:
    """The first place that speaks of a pod's own port of that number: a probe, an argument, a variable, a ConfigMap."""
    if workload.pod.annotations.get(SCRAPE_PORT) == str(number):
        return workload.pod.annotations.at_key(SCRAPE_PORT)
    for container in workload.pod.containers:
        if container.serves and (at := probed(container, number) or _told(cluster, workload, container, number)):
            return at
    return None


def probed(container: Container, number: int) -> At | None:
    """The probe that goes to a port of the container."""
    names = {port.name for port in container.ports if port.number == number and port.name}
    found = (probe for probe in container.probes if probe.host is None and probe.port in {number, *names})
    return next((probe.port_at for probe in found), None)


def _told(cluster: Cluster, workload: Workload, container: Container, number: int) -> At | None:
    pattern = re.compile(rf"(?:(?<![\w.:-])|{_OWN}:){number}(?![\w.])")
    return next((text.at for text in told(cluster, workload, container) if pattern.search(text.text)), None)
