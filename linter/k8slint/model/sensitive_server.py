"""What listens behind a Service's port, where only its own clients should get to it."""

from __future__ import annotations

from collections.abc import Iterable

from k8slint.model.sensitive import sensitive_port
from k8slint.model.service import ServicePort
from k8slint.model.workload import Workload


def sensitive_server(port: ServicePort, pods: Iterable[Workload]) -> str | None:
    """What listens behind a port: as each pod declares it, else as the Service alone tells."""
    names = [name for name in (port.name, port.target) if isinstance(name, str)]
    for pod in pods:
        number = pod.pod.resolve(port.target, port.protocol) if port.target else None
        for container, declared in pod.pod.ports:
            if declared.number == number and declared.protocol is port.protocol:
                known = [*names, *([declared.name] if declared.name else [])]
                if what := sensitive_port(number, port.protocol, known, container.image):
                    return what
    number = port.target if isinstance(port.target, int) else port.port
    return sensitive_port(number, port.protocol, names)
