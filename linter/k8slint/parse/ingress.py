"""Ingresses and IngressClasses, also in the versions that are no longer served."""

from __future__ import annotations

from k8slint.inputs.field import Field
from k8slint.model.ingress import (
    CLASS_ANNOTATION,
    Ingress,
    IngressBackend,
    IngressClass,
    IngressPath,
    IngressRule,
    IngressTls,
)
from k8slint.model.meta import Meta
from k8slint.parse.port import parse_port_ref

DEFAULT_CLASS_ANNOTATION = "ingressclass.kubernetes.io/is-default-class"


def parse_ingress(meta: Meta, field: Field) -> Ingress:
    """An Ingress; v1beta1 named its backends `serviceName` and `servicePort`, and its default one `backend`."""
    spec = field["spec"]
    default = spec["defaultBackend"] or spec["backend"]
    return Ingress(
        meta,
        spec["ingressClassName"].text() or None,
        meta.annotations.get(CLASS_ANNOTATION),
        _backend(default) if default else None,
        tuple(_rule(rule) for rule in spec["rules"].each()),
        tuple(_tls(tls) for tls in spec["tls"].each()),
    )


def _rule(field: Field) -> IngressRule:
    return IngressRule(
        field["host"].text() or None, tuple(_path(path) for path in field["http"]["paths"].each()), field.at
    )


def _path(field: Field) -> IngressPath:
    return IngressPath(
        field["path"].text() or "/",
        field["pathType"].text() or "ImplementationSpecific",
        _backend(field["backend"]),
        field.at,
    )


def _backend(field: Field) -> IngressBackend:
    if field["serviceName"]:
        name, port = field["serviceName"], field["servicePort"]
        return IngressBackend(name.text(), parse_port_ref(port), field.at, name.at, port.at)
    service = field["service"]
    number, name = service["port"]["number"], service["port"]["name"]
    ref = number if number else name
    return IngressBackend(service["name"].text(), parse_port_ref(ref), field.at, service["name"].at, ref.at)


def _tls(field: Field) -> IngressTls:
    return IngressTls(field["hosts"].texts(), field["secretName"].text() or None, field.at)


def parse_ingress_class(meta: Meta, field: Field) -> IngressClass:
    """An IngressClass."""
    default = meta.annotations.get(DEFAULT_CLASS_ANNOTATION) == "true"
    return IngressClass(meta, field["spec"]["controller"].text(), default)
