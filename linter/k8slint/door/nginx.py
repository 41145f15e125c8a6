"""The annotations of ingress-nginx that change where a request goes.

Source: ingress-nginx, "Annotations".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from k8slint.door.way import Way
from k8slint.inputs.at import At
from k8slint.model.ingress import Ingress

_PREFIX = "nginx.ingress.kubernetes.io/"
_ALIAS = f"{_PREFIX}server-alias"
_REDIRECTS = (f"{_PREFIX}permanent-redirect", f"{_PREFIX}temporal-redirect")
_PASSTHROUGH = f"{_PREFIX}ssl-passthrough"
_AUTH = f"{_PREFIX}auth-url"
_CANARY, _WEIGHT = f"{_PREFIX}canary", f"{_PREFIX}canary-weight"
_CONDITIONS = {f"{_PREFIX}canary-by-header": "header", f"{_PREFIX}canary-by-cookie": "cookie"}


def hosts(ingress: Ingress, host: str | None) -> Iterator[str | None]:
    """A host and its aliases."""
    yield host
    if host:
        aliases = ingress.meta.annotations.get(_ALIAS, "").split(",")
        yield from (alias.strip() for alias in aliases if alias.strip() and not alias.strip().startswith("~"))


def redirect(ingress: Ingress) -> str | None:
    """Where clients are sent instead of to the backend."""
    annotations = ingress.meta.annotations
    return next((annotations[key] for key in _REDIRECTS if annotations.get(key)), None)


def passes_tls(ingress: Ingress) -> bool:
    """Whether TLS is passed on unread, so that the controller sees no paths."""
    return ingress.meta.annotations.get(_PASSTHROUGH) == "true"


def needs(ingress: Ingress) -> tuple[tuple[str, At], ...]:
    """The URL that has to admit each request first."""
    url = ingress.meta.annotations.get(_AUTH)
    return ((url, ingress.meta.annotations.at_key(_AUTH)),) if url else ()


def canaries(ingress: Ingress, way: Way) -> Iterator[Way]:
    """A way as it is; of a canary, the share that it gets, and what asks for it by header or cookie."""
    annotations = ingress.meta.annotations
    if annotations.get(_CANARY) != "true":
        yield way
        return
    for key, what in _CONDITIONS.items():
        if name := annotations.get(key):
            yield replace(way, match=replace(way.match, others=(*way.match.others, f"{what} {name}")))
    weight = annotations.get(_WEIGHT, "")
    if weight.isdecimal() and len(weight) < 10:
        yield replace(way, weight=int(weight))
