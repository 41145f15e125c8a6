"""The annotations of ExternalDNS, and from which objects it reads each.

Source: ExternalDNS documentation, "Annotations" and "Gateway API Route Sources" (a Gateway is read for `target` only,
its Routes for everything else). The prefix was `external-dns.alpha.kubernetes.io/` before v0.22.
"""

from __future__ import annotations

from k8slint.model.meta import Meta

PREFIX = "external-dns.kubernetes.io/"
LEGACY_PREFIX = "external-dns.alpha.kubernetes.io/"
PREFIXES = (PREFIX, LEGACY_PREFIX)

HOSTNAME, INTERNAL_HOSTNAME, TARGET, TTL = "hostname", "internal-hostname", "target", "ttl"
CONTROLLER, ACCESS, ENDPOINTS_TYPE, ALIAS = "controller", "access", "endpoints-type", "alias"
SET_IDENTIFIER, INGRESS = "set-identifier", "ingress"
INGRESS_SOURCE, GATEWAY_SOURCE = "ingress-hostname-source", "gateway-hostname-source"

KEYS = frozenset(
    {HOSTNAME, INTERNAL_HOSTNAME, TARGET, TTL, CONTROLLER, ACCESS, ENDPOINTS_TYPE, ALIAS, SET_IDENTIFIER, INGRESS}
    | {INGRESS_SOURCE, GATEWAY_SOURCE}
)
PROVIDERS = ("aws-", "cloudflare-", "scw-", "coredns-", "webhook-", "ibmcloud-")
"""Beginnings of the keys that DNS providers define; which ones there are depends on the provider."""

MINE = "dns-controller"
"""The value of `controller` with which ExternalDNS feels responsible."""


def annotation(meta: Meta, name: str) -> tuple[str, str] | None:
    """Key and value of an annotation, with either prefix; the present one counts first."""
    for prefix in PREFIXES:
        if (key := prefix + name) in meta.annotations:
            return key, meta.annotations[key]
    return None


def listed(meta: Meta, name: str) -> tuple[str, ...]:
    """The parts of an annotation with commas."""
    found = annotation(meta, name)
    return tuple(part.strip() for part in found[1].split(",") if part.strip()) if found else ()


def own_names(meta: Meta) -> tuple[str, ...]:
    """The names that lead to the object itself."""
    return tuple(plain(name) for word in (HOSTNAME, INTERNAL_HOSTNAME) for name in listed(meta, word))


def plain(name: str) -> str:
    """A name as it is compared."""
    return name.lower().rstrip(".")


def ignores(meta: Meta) -> bool:
    """Whether the object asks ExternalDNS not to look at it."""
    found = annotation(meta, CONTROLLER)
    return found is not None and found[1] != MINE
