"""Ingresses and their classes. (API server: ValidateIngressCreate, validateIngressClassSpec)"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related
from k8slint.inputs.field import Field

CLASS_ANNOTATION = "kubernetes.io/ingress.class"
_SEQUENCES = ("//", "/./", "/../", "%2f", "%2F")
_ENDS = ("/..", "/.")


def ingress(field: Field) -> Iterator[Problem]:
    """Paths by their type, and a class that is named twice."""
    for rule in field["spec"]["rules"].each():
        for entry in rule["http"]["paths"].each():
            if entry["pathType"].value in ("Exact", "Prefix"):
                yield from _path(entry)
    name, annotation = field["spec"]["ingressClassName"], field["metadata"]["annotations"][CLASS_ANNOTATION]
    if name and annotation and name.value != annotation.value:
        message = f"annotation {CLASS_ANNOTATION} says {annotation.text()} and ingressClassName says {name.text()}"
        yield Problem(annotation.at, message, related=(Related(name.at, "the class"),))


def _path(entry: Field) -> Iterator[Problem]:
    path, kind = entry["path"], entry["pathType"].text()
    text = path.text()
    if not text:
        yield Problem(path.at, f"pathType {kind} needs a path that begins with `/`")
        return
    part = next((part for part in _SEQUENCES if part in text), None)
    if part is None and text.endswith(_ENDS):
        part = text[text.rindex("/") :]
    if part:
        yield Problem(path.at, f"path {text} of type {kind} cannot contain {part}")


def ingress_class(field: Field) -> Iterator[Problem]:
    """Parameters name a namespace exactly where they have one."""
    parameters = field["spec"]["parameters"]
    scope, namespace = parameters["scope"].text() or "Cluster", parameters["namespace"]
    if scope == "Namespace" and not namespace:
        yield Problem(parameters["scope"].at, "parameters with scope Namespace need a namespace")
    elif scope == "Cluster" and namespace:
        yield Problem(namespace.at, "parameters with scope Cluster, the default, have no namespace")
