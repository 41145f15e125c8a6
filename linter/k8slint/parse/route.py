"""OpenShift Routes."""

from __future__ import annotations

from k8slint.inputs.field import Field
from k8slint.model.meta import Meta
from k8slint.model.route import Route
from k8slint.parse.port import parse_port_ref


def parse_route(meta: Meta, field: Field) -> Route:
    """A Route; backends of other kinds than Service are left out."""
    spec = field["spec"]
    backends = (spec["to"], *spec["alternateBackends"].each())
    services = (b["name"].text() for b in backends if (b["kind"].text() or "Service") == "Service")
    port = parse_port_ref(spec["port"]["targetPort"])
    return Route(meta, spec["host"].text(), tuple(name for name in services if name), port)
