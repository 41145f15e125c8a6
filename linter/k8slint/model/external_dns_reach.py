"""Annotations that ExternalDNS passes over where they stand.

Source: ExternalDNS documentation, "Annotations", and the pages of the sources Service, Ingress, Gateway API, Pod and
Nodes: a Service of type ClusterIP that is not headless is published by `internal-hostname` or with
`--publish-internal-services` only; Pods are read with `--source=pod`. Route 53 knows routing policies by their set
identifier.
"""

from __future__ import annotations

from k8slint.model.cluster import Cluster
from k8slint.model.external_dns import (
    ACCESS,
    ENDPOINTS_TYPE,
    HOSTNAME,
    INGRESS_SOURCE,
    INTERNAL_HOSTNAME,
    KEYS,
    READS,
    ROUTE_KINDS,
    SET_IDENTIFIER,
    TARGET,
    Annotation,
    annotation,
)
from k8slint.model.external_dns_server import ExternalDns, external_dns
from k8slint.model.service import Service, ServiceType
from k8slint.model.workload import Workload
from k8slint.record import dataclass

_KNOWN_GROUPS = frozenset(
    {"", "apps", "batch", "autoscaling", "policy", "extensions", "networking.k8s.io", "rbac.authorization.k8s.io"}
    | {"gateway.networking.k8s.io", "route.openshift.io", "discovery.k8s.io"}
)
"""Groups of which every kind that ExternalDNS reads is known; of others it may be told to read any."""
_POLICIES = ("aws-weight", "aws-region", "aws-failover", "aws-geolocation-", "aws-multi-value-answer")


@dataclass(frozen=True)
class Ignored:
    """An annotation and why it does nothing; `assumed` where a flag of ExternalDNS could change that."""

    annotation: Annotation
    reason: str
    assumed: bool = False


def ignored(cluster: Cluster, found: Annotation) -> Ignored | None:
    """Why an annotation does nothing; None where it does something, and where it is none that is known."""
    if not found.is_provider and found.word not in KEYS:
        return None
    if found.workload:
        return _in_template(cluster, found, found.workload)
    kind = (found.meta.group, found.meta.kind)
    if kind not in READS:
        unread = found.meta.group in _KNOWN_GROUPS and found.meta.kind != "ConfigMap"
        owner = f"{_article(found.meta.kind)} {found.meta.kind}"
        reason = f"ExternalDNS reads no annotation of {owner}, but of Services, Ingresses and routes"
        return Ignored(found, reason) if unread else None
    if (SET_IDENTIFIER if found.is_provider else found.word) not in READS[kind]:
        return None if _is_copied(found) else Ignored(found, _elsewhere(found))
    return _by_others(found) or _of_service(cluster, found)


def _is_copied(found: Annotation) -> bool:
    """Whether Istio copies it from a Gateway to the Service that it makes, where it is read."""
    gateway_class = (found.meta.at / "spec" / "gatewayClassName").value
    return found.meta.kind == "Gateway" and isinstance(gateway_class, str) and gateway_class.startswith("istio")


def _elsewhere(found: Annotation) -> str:
    """Where it would be read."""
    kind = found.meta.kind
    if kind in ROUTE_KINDS and found.word == TARGET:
        return f"ExternalDNS reads {TARGET} from the Gateway, not from its {kind}s"
    if kind == "Gateway":
        return f"ExternalDNS reads only {TARGET} from a Gateway, and everything else from its routes"
    return f"ExternalDNS does not read it from {_article(kind)} {kind}"


def _article(kind: str) -> str:
    return "an" if kind[:1] in "AEIOU" else "a"


def _in_template(cluster: Cluster, found: Annotation, workload: Workload) -> Ignored | None:
    """Pods are read for names where ExternalDNS is told to; behind a headless Service for `target`."""
    if found.word not in READS["", "Pod"]:
        return Ignored(found, "ExternalDNS does not read it from Pods")
    servers = external_dns(cluster)
    if workload.pod.host_network or found.word == TARGET or any(map(_reads_pods, servers)):
        return None
    reason = "ExternalDNS reads Pods only with --source=pod; a name for them belongs on their Service"
    return Ignored(found, reason, assumed=not servers)


def _reads_pods(server: ExternalDns) -> bool:
    return "pod" in server.options.get("--source", ())


def _by_others(found: Annotation) -> Ignored | None:
    """What another annotation of the same object takes the sense from."""
    source = annotation(found.meta, INGRESS_SOURCE)
    if found.word == HOSTNAME and found.meta.kind == "Ingress" and source:
        if source[1].lower() == "defined-hosts-only":
            return Ignored(found, f"{source[0]} is {source[1]}")
    elif found.word.startswith(_POLICIES) and annotation(found.meta, SET_IDENTIFIER) is None:
        return Ignored(found, f"a routing policy needs {SET_IDENTIFIER}")
    return None


def _of_service(cluster: Cluster, found: Annotation) -> Ignored | None:
    service = cluster.service(found.meta.namespace or "default", found.meta.name)
    if found.meta.kind != "Service" or service is None or service.meta is not found.meta:
        return None
    plain = service.type is ServiceType.CLUSTER_IP and not service.headless
    if found.word == HOSTNAME and plain:
        return _unpublished(cluster, service, found)
    if found.word == ENDPOINTS_TYPE and not service.headless:
        return Ignored(found, "it is read from headless Services only")
    if found.word == ACCESS and (plain or service.type in (ServiceType.LOAD_BALANCER, ServiceType.EXTERNAL_NAME)):
        return Ignored(found, f"it is about the addresses of nodes, which type {service.type} does not publish")
    return None


def _unpublished(cluster: Cluster, service: Service, found: Annotation) -> Ignored | None:
    """A name for a Service that only the cluster reaches."""
    servers = external_dns(cluster)
    if annotation(service.meta, TARGET) or any(s.is_set("--publish-internal-services") for s in servers):
        return None
    reason = f"type ClusterIP is published with {INTERNAL_HOSTNAME} or --publish-internal-services only"
    return Ignored(found, reason, assumed=not servers)
