"""HTTPRoutes. (Gateway API: the CEL rules of its CRD)"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related
from k8slint.inputs.field import Field
from k8slint.inputs.scalar import written
from k8slint.pattern import regex
from k8slint.validity.relations.filters import filters
from k8slint.validity.relations.route import backend_port, route
from k8slint.validity.words import shown

_REFUSED = regex(r"//|/\.\.?(?=/|$)|%2[fF]|%(?![0-9a-fA-F]{2})|[^-A-Za-z0-9/._~!$&'()*+,;=:@%]")
"""What a path of type Exact or PathPrefix cannot contain. (RFC 3986, and what would be resolved or decoded)"""


def http_route(field: Field) -> Iterator[Problem]:
    """Matches, filters and what a redirect excludes."""
    yield from route(field)
    for rule in field["spec"]["rules"].each():
        for match in rule["matches"].each():
            yield from _path(match["path"])
        yield from filters(rule["filters"])
        yield from _redirect(rule)
        for backend in rule["backendRefs"].each():
            yield from filters(backend["filters"])
        for entry in rule["filters"].each():
            yield from backend_port(entry["requestMirror"]["backendRef"])
            yield from _prefix(entry, rule["matches"])


def _path(path: Field) -> Iterator[Problem]:
    kind, value = path["type"].text() or "PathPrefix", path["value"]
    text = value.text()
    if kind not in ("Exact", "PathPrefix") or text is None:
        return
    refused = _REFUSED.search(text)
    if not text.startswith("/"):
        fix = Fix.replace(value.at, written(f"/{text}"), f"write /{text}") if text else None
        yield Problem(value.at, f"path {text} of type {kind} does not begin with `/`", fix=fix)
    elif refused:
        yield Problem(value.at, f"path {shown(text)} of type {kind} cannot contain {shown(refused[0])}")


def _redirect(rule: Field) -> Iterator[Problem]:
    backends = rule["backendRefs"]
    for entry in rule["filters"].each():
        if entry["requestRedirect"] and backends.value:
            message = "a rule that redirects cannot have backendRefs: no request reaches them"
            yield Problem(backends.at.key, message, related=(Related(entry["requestRedirect"].at.key, "the redirect"),))


def _prefix(entry: Field, matches: Field) -> Iterator[Problem]:
    """Replacing a prefix needs to know which one matched. Without matches it is `/`."""
    for name in ("requestRedirect", "urlRewrite"):
        path = entry[name]["path"]
        if path["type"].value != "ReplacePrefixMatch" or not matches.value:
            continue
        only = list(matches.each())
        matched = only[0]["path"]
        if len(only) != 1 or (matched and matched["type"].value not in (None, "PathPrefix")):
            message = "ReplacePrefixMatch needs exactly one match, of type PathPrefix"
            yield Problem(path["type"].at, message, related=(Related(matches.at.key, "the matches"),))
