"""OpenShift Routes."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.field import Field
from k8slint.model.meta import Meta
from k8slint.model.route import Route, RouteBackend, Termination
from k8slint.parse.port import parse_port_ref

WHOLE = 100
"""The weight of a backend that names none. (API reference: RouteTargetReference)"""


def parse_route(meta: Meta, field: Field) -> Route:
    """A Route; backends of other kinds than Service are left out."""
    spec = field["spec"]
    termination = spec["tls"]["termination"].text()
    return Route(
        meta,
        spec["host"].text() or None,
        tuple(_backends(spec)),
        parse_port_ref(spec["port"]["targetPort"]),
        spec["path"].text() or None,
        next((t for t in Termination if t == termination), None),
        spec["wildcardPolicy"].text() == "Subdomain",
    )


def _backends(spec: Field) -> Iterator[RouteBackend]:
    for field in (spec["to"], *spec["alternateBackends"].each()):
        name, weight = field["name"].text(), field["weight"].number()
        if name and (field["kind"].text() or "Service") == "Service":
            yield RouteBackend(name, WHOLE if weight is None else weight, field["name"].at)
