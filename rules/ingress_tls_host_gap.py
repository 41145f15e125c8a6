"""An Ingress terminates TLS for some of its hosts, and leaves another one out.

Why: the host that no `tls` entry names is served with the controller's self-signed certificate, or without TLS.
Fix: add the host to the `tls` entry whose certificate is for it, or correct the one that was meant.
Silent: Ingresses without TLS; `tls` entries without hosts; hosts for which another Ingress of the input brings a
certificate; certificates that an annotation or the cloud provides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.ingress import Ingress, IngressTls
from k8slint.near import nearest
from k8slint.pattern import regex
from k8slint.rule import rule

_CERTIFICATES = ("alb.ingress.kubernetes.io/certificate-arn", "networking.gke.io/managed-certificates")
"""Annotations that bring certificates without a `tls` entry."""

_HOST = regex(r"[a-z0-9*.-]+", re.IGNORECASE)
"""Other texts are placeholders, or no hosts, which is the schema's matter."""


@rule(Severity.WARNING)
def ingress_tls_host_gap(cluster: Cluster) -> Iterator[Problem]:
    named = {host for ingress in cluster.ingresses for tls in ingress.tls for host in tls.hosts}
    for ingress in cluster.ingresses:
        if not ingress.tls or not all(tls.hosts for tls in ingress.tls) or _has_certificates(ingress):
            continue
        seen: set[str] = set()
        for route in ingress.rules:
            host = route.host
            if host and host not in seen and _HOST.fullmatch(host) and not _covered(host, named):
                yield _problem(ingress, host, Related(route.host_at, "the host"))
            seen.add(host or "")


def _has_certificates(ingress: Ingress) -> bool:
    return any(key in ingress.meta.annotations for key in _CERTIFICATES)


def _covered(host: str, named: set[str]) -> bool:
    """Controllers share certificates among Ingresses; `*` stands for one label. (API reference: IngressTLS.hosts)"""
    return host in named or "*." + host.partition(".")[2] in named


def _problem(ingress: Ingress, host: str, place: Related) -> Problem:
    """At the slip in `tls` where there is one, else at the host."""
    routed = {route.host for route in ingress.rules}
    idle = {text: (tls, i) for tls in ingress.tls for i, text in enumerate(tls.hosts) if text not in routed}
    if meant := nearest(host, idle):
        tls, index = idle[meant]
        at = tls.hosts_at / index
        message = f"no rule has host {meant}; the nearest, {host}, has no certificate"
        return Problem(at, message, related=(place,), fix=Fix.replace(at, written(host), f"name {host}"))
    named = ", ".join(text for tls in ingress.tls for text in tls.hosts)
    message = f"no tls entry of this Ingress names {host} (they name {named})"
    return Problem(place.at, message, related=_entries(ingress.tls))


def _entries(entries: tuple[IngressTls, ...]) -> tuple[Related, ...]:
    return tuple(Related(tls.hosts_at, "the certificate's hosts") for tls in entries)
