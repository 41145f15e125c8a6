"""Slips to plant in what applications are configured to call."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.edge.name import Form
from k8slint.edge.setting_value import SettingValue, setting_values
from k8slint.inputs.at import At
from k8slint.inputs.part import Part
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service
from tests.injection import Defect, swapped_letters, without_letter

UNKNOWN, NO_PORT, ELSEWHERE = "config-host-unknown", "config-port-not-on-service", "config-host-other-namespace"


def config_defects(cluster: Cluster) -> Iterator[Defect]:
    """Slips in every name of a Service that is there, and in its port."""
    for value in setting_values(cluster):
        service = value.resolution.service
        if service and not value.resolution.leaves and _shows(value.host_at, value.edge.evidence.host):
            yield from _in_host(cluster, value)
            yield from _in_port(value, service)


def _in_host(cluster: Cluster, value: SettingValue) -> Iterator[Defect]:
    name, host = value.name, value.edge.evidence.host
    for kind, change in (("host: a letter is missing", without_letter), ("host: letters swapped", swapped_letters)):
        wrong = change(name.service)
        if len(name.service) > 3 and wrong != name.service and not cluster.services_named(wrong):
            yield _defect(kind, value.host_at, host.replace(name.service, wrong, 1), UNKNOWN)
    if name.form is Form.SVC and len(name.namespace) > 3 and len(cluster.services_named(name.service)) == 1:
        wrong = host.replace(f".{name.namespace}.", f".{without_letter(name.namespace)}.", 1)
        yield _defect("host: a letter of the namespace is missing", value.host_at, wrong, UNKNOWN)
    if _is_foreign(cluster, value):
        yield _defect("host: the namespace is missing", value.host_at, name.service, ELSEWHERE)


def _is_foreign(cluster: Cluster, value: SettingValue) -> bool:
    caller, service = value.caller, value.resolution.service
    if caller is None or service is None or value.name.pod or not value.is_configured:
        return False
    written = caller.meta.namespace_at.written and service.meta.namespace_at.written
    alone = len(cluster.services_named(service.name)) == 1
    return written and alone and caller.namespace != service.namespace and value.name.form is not Form.SHORT


def _in_port(value: SettingValue, service: Service) -> Iterator[Defect]:
    at = value.edge.evidence.port_at
    if at is None or not _shows(at, str(value.edge.port)) or service.headless or value.resolution.port is None:
        return
    yield _defect("port: another number", at, "9999", NO_PORT)
    target = value.resolution.port.target
    if isinstance(target, int) and not service.port(target):
        yield _defect("port: the target port", at, str(target), NO_PORT)


def _shows(at: At, text: str) -> bool:
    return isinstance(at, Part) and at.words == text and at.is_exact


def _defect(kind: str, at: At, text: str, rule: str) -> Defect:
    return Defect(kind, at.location, text, rule)
