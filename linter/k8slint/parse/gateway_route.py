"""Routes of the Gateway API, with what is optional in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from k8slint.inputs.field import Field
from k8slint.model.gateway import ANY_HOST
from k8slint.model.gateway_route import (
    GATEWAY,
    GatewayRoute,
    ParentRef,
    PathType,
    RequestMatch,
    RouteBackend,
    RouteRule,
    ValueMatch,
)
from k8slint.model.meta import Meta
from k8slint.model.reference import SERVICE
from k8slint.parse.reference import parse_reference

MAX_PARENTS = 32
MAX_HOSTNAMES = 16
MAX_RULES = 16
MAX_MATCHES = 128
"""What the API takes; the rest is left out. (Gateway API reference: CommonRouteSpec, HTTPRouteSpec)"""


def parse_gateway_route(meta: Meta, field: Field) -> GatewayRoute:
    """A route of any kind."""
    spec = field["spec"]
    parents = tuple(_parent(meta, ref) for ref in islice(spec["parentRefs"].each(), MAX_PARENTS))
    hostnames = tuple(name.lower() for name in spec["hostnames"].texts()[:MAX_HOSTNAMES])
    rules = tuple(_rules(meta, spec["rules"]))
    if meta.kind == "HTTPRoute" and not spec["rules"]:
        rules = (RouteRule((_everything(spec),), (), (), None, spec.at),)
    return GatewayRoute(meta, parents, hostnames or (ANY_HOST,), rules)


def _parent(meta: Meta, field: Field) -> ParentRef:
    return ParentRef(parse_reference(meta, field, GATEWAY), field["sectionName"].text() or None, field["port"].number())


def _rules(meta: Meta, field: Field) -> Iterator[RouteRule]:
    left = MAX_MATCHES
    for item in islice(field.each(), MAX_RULES):
        rule = _rule(meta, item)
        left -= len(rule.matches)
        if left < 0:
            return
        yield rule


def _rule(meta: Meta, field: Field) -> RouteRule:
    parse = _grpc_match if meta.kind == "GRPCRoute" else _http_match
    matches = tuple(parse(match) for match in islice(field["matches"].each(), MAX_MATCHES))
    return RouteRule(
        matches or (_everything(field),),
        tuple(_backend(meta, ref) for ref in field["backendRefs"].each()),
        tuple(_mirrors(meta, field)),
        _action(field),
        field.at,
    )


def _everything(field: Field) -> RequestMatch:
    return RequestMatch("/", PathType.PREFIX, field.at)


def _http_match(field: Field) -> RequestMatch:
    path = field["path"]
    return RequestMatch(
        path["value"].text() or "/",
        path["type"].choice(PathType, PathType.PREFIX),
        field.at,
        field["method"].text() or None,
        _headers(field["headers"]),
        tuple(_first_of_name(_value_match(item) for item in field["queryParams"].each())),
    )


def _grpc_match(field: Field) -> RequestMatch:
    """By the path of a call, `/service/method`. (gRPC over HTTP/2: Request-Headers)"""
    service, method = field["method"]["service"].text(), field["method"]["method"].text()
    kind, path = PathType.EXACT, f"/{service}/{method}"
    if field["method"]["type"].text() == PathType.REGEX:
        kind, path = PathType.REGEX, f"/{service or '[^/]+'}/{method or '[^/]+'}"
    elif not method:
        kind, path = PathType.PREFIX, f"/{service or ''}"
    elif not service:
        kind, path = PathType.REGEX, f"/[^/]+/{method}"
    return RequestMatch(path, kind, field.at, None, _headers(field["headers"]))


def _headers(field: Field) -> tuple[ValueMatch, ...]:
    """Headers, whose names are the same in upper and lower case. (RFC 9110, 5.1)"""
    found = (_value_match(item) for item in field.each())
    return tuple(_first_of_name(ValueMatch(match.name.lower(), match.value, match.regex) for match in found))


def _value_match(field: Field) -> ValueMatch:
    regex = field["type"].text() == PathType.REGEX
    return ValueMatch(field["name"].text() or "", field["value"].text() or "", regex)


def _first_of_name(matches: Iterable[ValueMatch]) -> Iterator[ValueMatch]:
    """Of conditions on one name only the first counts. (Gateway API reference: HTTPRouteMatch.headers)"""
    seen: set[str] = set()
    for match in matches:
        if match.name not in seen:
            seen.add(match.name)
            yield match


def _backend(meta: Meta, field: Field) -> RouteBackend:
    weight = field["weight"].number()
    ref = parse_reference(meta, field, SERVICE)
    return RouteBackend(ref, field["port"].number(), 1 if weight is None else weight)


def _mirrors(meta: Meta, field: Field) -> Iterator[RouteBackend]:
    """Those of the rule's filters, and of its backends'."""
    for owner in (field, *field["backendRefs"].each()):
        for item in owner["filters"].each():
            if ref := item["requestMirror"]["backendRef"]:
                yield _backend(meta, ref)


def _action(field: Field) -> str | None:
    """The filter that answers in place of a backend, or that only its controller knows, with all that it says."""
    for item in field["filters"].each():
        for key in ("requestRedirect", "extensionRef"):
            if item[key]:
                return f"{key} {item[key].value}"
    return None
