"""Filters of HTTPRoutes and GRPCRoutes. (the CEL rules of their CRDs)"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from k8slint.finding import Problem, Related
from k8slint.inputs.field import Field

_FIELDS = {
    "RequestHeaderModifier": "requestHeaderModifier",
    "ResponseHeaderModifier": "responseHeaderModifier",
    "RequestMirror": "requestMirror",
    "RequestRedirect": "requestRedirect",
    "URLRewrite": "urlRewrite",
    "ExtensionRef": "extensionRef",
    "CORS": "cors",
    "ExternalAuth": "externalAuth",
}
_ONCE = ("RequestHeaderModifier", "ResponseHeaderModifier", "RequestRedirect", "URLRewrite")
_PATH_FIELDS = {"ReplaceFullPath": "replaceFullPath", "ReplacePrefixMatch": "replacePrefixMatch"}


def filters(field: Field) -> Iterator[Problem]:
    """Each filter has the field that its type names and no other, and most types come once."""
    count: Counter[str] = Counter()
    for entry in field.each():
        kind = entry["type"].text() or ""
        count[kind] += 1
        yield from _fields(entry, kind)
        if kind in _ONCE and count[kind] > 1:
            yield Problem(entry["type"].at, f"filter {kind} cannot be repeated")
        if kind in ("RequestRedirect", "URLRewrite") and count["RequestRedirect"] and count["URLRewrite"]:
            yield Problem(entry["type"].at, "RequestRedirect and URLRewrite cannot stand together")


def _fields(entry: Field, kind: str) -> Iterator[Problem]:
    if kind not in _FIELDS:
        return
    own = _FIELDS[kind]
    if not entry[own]:
        yield Problem(entry["type"].at, f"a filter of type {kind} needs {own}")
    for name in _FIELDS.values():
        if name != own and entry[name]:
            message = f"a filter of type {kind} cannot have {name}"
            yield Problem(entry[name].at.key, message, related=(Related(entry["type"].at, "the type"),))
    for name in ("requestRedirect", "urlRewrite"):
        yield from _path(entry[name]["path"])


def _path(path: Field) -> Iterator[Problem]:
    kind = path["type"].text() or ""
    own = _PATH_FIELDS.get(kind)
    if own and not path[own].has_key:
        yield Problem(path["type"].at, f"type {kind} needs {own}")
