"""The annotations of ExternalDNS, and from which objects it reads each.

Source: ExternalDNS documentation, "Annotations" and "Gateway API Route Sources" (a Gateway is read for `target` only,
its Routes for everything else). The prefix was `external-dns.alpha.kubernetes.io/` before v0.22.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.meta import Labels, Meta
from k8slint.model.workload import Workload
from k8slint.record import dataclass

PREFIX = "external-dns.kubernetes.io/"
LEGACY_PREFIX = "external-dns.alpha.kubernetes.io/"
PREFIXES = (PREFIX, LEGACY_PREFIX)

HOSTNAME, INTERNAL_HOSTNAME, TARGET, TTL = "hostname", "internal-hostname", "target", "ttl"
CONTROLLER, ACCESS, ENDPOINTS_TYPE, ALIAS = "controller", "access", "endpoints-type", "alias"
SET_IDENTIFIER, RECORD_TYPE, INGRESS = "set-identifier", "record-type", "ingress"
INGRESS_SOURCE, GATEWAY_SOURCE = "ingress-hostname-source", "gateway-hostname-source"

_COMMON = frozenset({HOSTNAME, TARGET, TTL, CONTROLLER, ALIAS, SET_IDENTIFIER, RECORD_TYPE})
KEYS = _COMMON | {INTERNAL_HOSTNAME, ACCESS, ENDPOINTS_TYPE, INGRESS, INGRESS_SOURCE, GATEWAY_SOURCE}
PROVIDERS = ("aws-", "cloudflare-", "scw-", "coredns-", "webhook-", "ibmcloud-")
"""Beginnings of the keys that DNS providers define."""
PROVIDER_KEYS = frozenset(
    {"aws-weight", "aws-region", "aws-failover", "aws-health-check-id", "aws-evaluate-target-health"}
    | {"aws-multi-value-answer", "aws-target-hosted-zone", "aws-zone-match-parent", "aws-geoproximity-region"}
    | {"aws-geolocation-continent-code", "aws-geolocation-country-code", "aws-geolocation-subdivision-code"}
    | {"aws-geoproximity-coordinates", "aws-geoproximity-bias", "aws-geoproximity-local-zone-group"}
    | {"cloudflare-proxied", "cloudflare-custom-hostname", "cloudflare-region-key", "cloudflare-record-comment"}
    | {"cloudflare-tags", "scw-weight", "coredns-group", "ibmcloud-proxied", "ibmcloud-vpc"}
)
"""Those that are known; there may be others. (tutorials of the providers)"""

ROUTE_KINDS = ("HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute")
_GATEWAY_API, _ISTIO = "gateway.networking.k8s.io", "networking.istio.io"
READS = {
    ("", "Service"): _COMMON | {INTERNAL_HOSTNAME, ACCESS, ENDPOINTS_TYPE},
    ("networking.k8s.io", "Ingress"): _COMMON | {INGRESS_SOURCE},
    ("extensions", "Ingress"): _COMMON | {INGRESS_SOURCE},
    ("route.openshift.io", "Route"): _COMMON,
    **{(_GATEWAY_API, kind): _COMMON - {TARGET} | {GATEWAY_SOURCE} for kind in ROUTE_KINDS},
    (_GATEWAY_API, "Gateway"): frozenset({TARGET}),
    ("", "Node"): frozenset({CONTROLLER, TARGET, TTL}),
    ("", "Pod"): frozenset({HOSTNAME, INTERNAL_HOSTNAME, TARGET, TTL}),
    (_ISTIO, "Gateway"): _COMMON | {INGRESS},
    (_ISTIO, "VirtualService"): _COMMON | {INGRESS},
}
"""What is read from each kind. What providers define is read where `set-identifier` is."""

MINE = "dns-controller"
"""The value of `controller` with which ExternalDNS feels responsible."""


@dataclass(frozen=True)
class Annotation:
    """One of them: `key` as written, `word` without its prefix. `workload` is set where it is written for its pods."""

    meta: Meta
    key: str
    word: str
    value: str
    at: At = field(compare=False)
    workload: Workload | None = field(default=None, compare=False)

    @property
    def is_provider(self) -> bool:
        """Whether a DNS provider defines it."""
        return self.word.startswith(PROVIDERS)


def annotated(cluster: Cluster) -> tuple[Annotation, ...]:
    """All of them, in the order of the input."""
    return cluster.once(_annotated)


def _annotated(cluster: Cluster) -> tuple[Annotation, ...]:
    own = (found for meta in cluster.documents.values() for found in _among(meta, meta.annotations, None))
    templates = (w for w in cluster.workloads if w.kind != "Pod")
    return (*own, *(found for w in templates for found in _among(w.meta, w.pod.annotations, w)))


def _among(meta: Meta, written: Labels, workload: Workload | None) -> Iterator[Annotation]:
    for key, value in written.items():
        if key.startswith(PREFIXES):
            yield Annotation(meta, key, key.partition("/")[2], value, written.at_key(key), workload)


def annotation(meta: Meta, name: str) -> tuple[str, str] | None:
    """Key and value of an annotation, with either prefix; the present one counts first."""
    for prefix in PREFIXES:
        if (key := prefix + name) in meta.annotations:
            return key, meta.annotations[key]
    return None


def listed(meta: Meta, name: str) -> tuple[str, ...]:
    """The parts of an annotation with commas."""
    found = annotation(meta, name)
    return parts(found[1]) if found else ()


def parts(value: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


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
