"""Routes of the Gateway API: what all of them share, and GRPCRoutes. (the CEL rules of their CRDs)"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related
from k8slint.inputs.field import Field
from k8slint.validity.relations.filters import filters

_PARENT = ("group", "kind", "namespace", "name")
_SECTION = ("sectionName", "port")


def route(field: Field) -> Iterator[Problem]:
    """Parents, backends and rule names of any route."""
    yield from _parents(field["spec"]["parentRefs"])
    names: dict[str, Field] = {}
    for rule in field["spec"]["rules"].each():
        for backend in rule["backendRefs"].each():
            yield from backend_port(backend)
        name = rule["name"].text() or ""
        if name and names.setdefault(name, rule) is not rule:
            related = (Related(names[name]["name"].at, "the first one"),)
            yield Problem(rule["name"].at, f"two rules are called {name}", related=related)


def grpc_route(field: Field) -> Iterator[Problem]:
    """A GRPCRoute, with its filters and method matches."""
    yield from route(field)
    for rule in field["spec"]["rules"].each():
        yield from filters(rule["filters"])
        for match in rule["matches"].each():
            method = match["method"]
            if method and not method["service"] and not method["method"]:
                yield Problem(method.at.key, "method names neither a service nor a method")


def backend_port(backend: Field) -> Iterator[Problem]:
    """A Service is addressed with a port."""
    is_service = not backend["group"].value and backend["kind"].value in (None, "Service")
    if is_service and backend["name"] and not backend["port"]:
        yield Problem(backend["port"].at, f"a reference to Service {backend['name'].text()} needs a port")


def _parents(refs: Field) -> Iterator[Problem]:
    """References to one parent are told apart by section or port, and all of them in the same way."""
    seen: dict[tuple[object, ...], Field] = {}
    for ref in refs.each():
        parent = tuple(ref[key].text() or "" for key in _PARENT)
        first = seen.setdefault(parent, ref)
        if first is ref or not ref["name"]:
            continue
        related = (Related(first["name"].at, "the first one"),)
        name = ref["name"].text()
        if all(not ref[key].value for key in _SECTION) or all(not first[key].value for key in _SECTION):
            message = f"two parentRefs name {name}: tell them apart by sectionName or port"
            yield Problem(ref["name"].at, message, related=related)
        elif all(first[key].value == ref[key].value for key in _SECTION):
            yield Problem(ref["name"].at, f"two parentRefs name the same section of {name}", related=related)
