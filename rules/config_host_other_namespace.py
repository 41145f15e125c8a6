"""A container is told to call a Service by its short name, and only another namespace has that Service.

Why: a pod looks up short names in its own namespace, so the name does not resolve. (Kubernetes documentation: "DNS for
Services and Pods", namespaces of Services)
Fix: add the namespace to the name, or move one of the two.
Silent: names that several namespaces have, or that may exist in the caller's; objects whose namespace is not written,
which belong wherever they are applied.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.edge.name import Form
from k8slint.edge.setting_value import SettingValue, setting_values
from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service
from k8slint.near import letters_apart
from k8slint.rule import rule


@rule(Severity.ERROR)
def config_host_other_namespace(cluster: Cluster) -> Iterator[Problem]:
    for value in cluster.once(setting_values):
        if value.is_missing and value.is_configured and (service := _elsewhere(cluster, value)):
            yield _problem(value, service)


def _elsewhere(cluster: Cluster, value: SettingValue) -> Service | None:
    """The one Service of that name, if it has the port and both namespaces are written."""
    name, caller, port = value.resolution.name, value.caller, value.edge.port
    if name.form is not Form.SHORT or caller is None:
        return None
    found = {service.namespace: service for service in cluster.services_named(name.service)}
    if len(found) != 1 or cluster.nearest_service(name.namespace, name.service):
        return None
    service = next(iter(found.values()))
    written = caller.meta.namespace_at.written and service.meta.namespace_at.written
    return service if written and (port is None or service.port(port)) else None


def _problem(value: SettingValue, service: Service) -> Problem:
    name, host = value.resolution.name, value.edge.evidence.host
    message = f"Service {service.name} is in namespace {service.namespace}; {host} is looked up in {name.namespace}"
    related = (Related(service.meta.name_at, "the Service"), *value.others)
    is_slip = letters_apart(name.namespace, service.namespace) == 1  # then it is one of the objects that should move
    fix = None if is_slip else value.fix(value.host_at, host, f"{host}.{service.namespace}")
    return Problem(value.host_at, message, related=related, fix=fix)
