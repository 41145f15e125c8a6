"""ServiceMonitors and PodMonitors."""

from __future__ import annotations

from k8slint.inputs.field import Field
from k8slint.model.meta import Meta
from k8slint.model.monitor import Monitor, MonitorEndpoint, Namespaces, PortField
from k8slint.parse.port import parse_port_ref
from k8slint.parse.selector import parse_label_selector

SERVICE_FIELDS = (PortField.PORT, PortField.TARGET_PORT)
POD_FIELDS = (PortField.PORT, PortField.PORT_NUMBER, PortField.TARGET_PORT)


def parse_service_monitor(meta: Meta, field: Field) -> Monitor:
    """A ServiceMonitor."""
    return _monitor(meta, field["spec"], field["spec"]["endpoints"], SERVICE_FIELDS)


def parse_pod_monitor(meta: Meta, field: Field) -> Monitor:
    """A PodMonitor."""
    return _monitor(meta, field["spec"], field["spec"]["podMetricsEndpoints"], POD_FIELDS)


def _monitor(meta: Meta, spec: Field, endpoints: Field, fields: tuple[PortField, ...]) -> Monitor:
    return Monitor(
        meta,
        parse_label_selector(spec["selector"]),
        _namespaces(meta, spec["namespaceSelector"]),
        tuple(_endpoint(endpoint, fields) for endpoint in endpoints.each()),
        tuple(name.at for name in spec["namespaceSelector"]["matchNames"].each()),
    )


def _namespaces(meta: Meta, field: Field) -> frozenset[str] | Namespaces:
    """By default the monitor's own."""
    if field["any"].flag():
        return Namespaces.ALL
    return frozenset(field["matchNames"].texts() or (meta.namespace or "default",))


def _endpoint(field: Field, fields: tuple[PortField, ...]) -> MonitorEndpoint:
    by = next((each for each in fields if field[each.value]), PortField.PORT)
    scheme = field["scheme"].text()
    return MonitorEndpoint(parse_port_ref(field[by.value]), by, scheme.lower() if scheme else None, field.at)
