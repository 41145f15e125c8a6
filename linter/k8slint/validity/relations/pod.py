"""Pods and pod templates. (API server: ValidatePodSpec)"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related
from k8slint.inputs.field import Field
from k8slint.validity.relations.selector import label_selector

_FOR_RUNNING = ("livenessProbe", "readinessProbe", "startupProbe", "lifecycle")


def pod(field: Field) -> Iterator[Problem]:
    """A Pod, or the template that has its shape."""
    spec = field["spec"]
    for container in (*spec["containers"].each(), *spec["initContainers"].each()):
        yield from _environment(container)
    for container in spec["initContainers"].each():
        yield from _init_container(container)
    if spec["hostNetwork"].value is True:
        yield from _host_ports(spec)


def template(field: Field) -> Iterator[Problem]:
    """The template of a controller."""
    yield from pod(field["spec"]["template"])


def workload(field: Field) -> Iterator[Problem]:
    """A controller with a label selector and a template."""
    yield from label_selector(field["spec"]["selector"])
    yield from template(field)


def cron_job(field: Field) -> Iterator[Problem]:
    """The template lies one level deeper."""
    yield from workload(field["spec"]["jobTemplate"])


def _environment(container: Field) -> Iterator[Problem]:
    for entry in container["env"].each():
        if entry["value"].value and entry["valueFrom"]:
            message = f"variable {entry['name'].text()} has both value and valueFrom; only one of them may be set"
            yield Problem(entry["valueFrom"].at.key, message, related=(Related(entry["value"].at, "the value"),))


def _init_container(container: Field) -> Iterator[Problem]:
    """Only a native sidecar lives long enough to be probed. (KEP-753)"""
    if container["restartPolicy"].value == "Always":
        return
    name = container["name"].text()
    for key in _FOR_RUNNING:
        if container[key]:
            message = f"init container {name} cannot have {key} without restartPolicy Always"
            yield Problem(container[key].at.key, message)


def _host_ports(spec: Field) -> Iterator[Problem]:
    for container in spec["containers"].each():
        for entry in container["ports"].each():
            host, own = entry["hostPort"].number(), entry["containerPort"].number()
            if host and own and host != own:
                message = f"hostPort {host} is not containerPort {own}, as it must be with hostNetwork"
                related = (Related(entry["containerPort"].at, "the container's port"),)
                yield Problem(entry["hostPort"].at, message, related=related)
