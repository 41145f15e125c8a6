"""Gateways and GatewayClasses, and what is optional in them."""

from __future__ import annotations

from itertools import islice

from k8slint.inputs.field import Field
from k8slint.model.gateway import (
    ANY_HOST,
    GROUP,
    MAX_LISTENERS,
    Address,
    FromNamespaces,
    Gateway,
    GatewayClass,
    Listener,
)
from k8slint.model.meta import Meta
from k8slint.model.reference import SECRET, KindRef
from k8slint.parse.reference import parse_kind, parse_reference
from k8slint.parse.selector import parse_label_selector


def parse_gateway_class(meta: Meta, field: Field) -> GatewayClass:
    """A GatewayClass; v1alpha1 called its controller `controller`."""
    spec = field["spec"]
    return GatewayClass(meta, spec["controllerName"].text() or spec["controller"].text())


def parse_gateway(meta: Meta, field: Field) -> Gateway:
    """A Gateway. Listeners beyond the number that the API takes are left out."""
    spec = field["spec"]
    listeners = islice(spec["listeners"].each(), MAX_LISTENERS)
    addresses = (
        Address(item["type"].text() or "IPAddress", item["value"].text() or "") for item in spec["addresses"].each()
    )
    return Gateway(
        meta,
        spec["gatewayClassName"].text() or "",
        tuple(_listener(meta, listener) for listener in listeners),
        tuple(addresses),
    )


def _listener(meta: Meta, field: Field) -> Listener:
    tls, namespaces = field["tls"], field["allowedRoutes"]["namespaces"]
    mode = tls["mode"].text() or "Terminate"
    return Listener(
        field["name"].text() or "",
        (field["hostname"].text() or ANY_HOST).lower(),
        field["port"].number(),
        field["protocol"].text() or "",
        mode if tls else None,
        tuple(parse_reference(meta, ref, SECRET) for ref in tls["certificateRefs"].each()),
        namespaces["from"].choice(FromNamespaces, FromNamespaces.SAME),
        parse_label_selector(namespaces["selector"]),
        tuple(parse_kind(kind, KindRef(GROUP, "")) for kind in field["allowedRoutes"]["kinds"].each()),
        field.at,
    )
