"""A host name as a Service's: every form in which a pod may write it.

(DNS specification of Kubernetes; DNS for Services and Pods)
"""

from __future__ import annotations

from itertools import islice

from k8slint.edge.name import Form, ServiceName
from k8slint.model.cluster import Cluster
from k8slint.near import is_slip, nearest
from k8slint.pattern import regex

LABEL = regex(r"(?=[0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
MOST_LABELS = 8
"""Labels of a name; longer ones are none of a Service's."""

_POD = regex(r"[a-z0-9-]+-[0-9]+")
_WORDS = frozenset({"localhost", "true", "false", "null", "none", "nil", "auto", "default", "any", "all", "self"})


def service_name(cluster: Cluster, namespace: str, host: str) -> ServiceName | None:
    """The Service that a pod of a namespace means by a host; None where it can be none.

    Two words with a dot are a Service and its namespace, or a pod and its headless Service of the pod's own namespace;
    where the input has neither, nor one of nearly that name, they are a host of the world outside.
    """
    labels = host.removesuffix(".").lower().split(".")
    if not all(LABEL.fullmatch(label) for label in labels) or labels[0] in _WORDS or len(labels) > MOST_LABELS:
        return None
    if end := _end_of_name(cluster, labels):
        return ServiceName(labels[end - 1], labels[end - 2], Form.SVC, labels[0] if end == 3 else None)
    match labels:
        case [service]:
            return ServiceName(namespace, service, Form.SHORT)
        case [first, second]:
            return _of_two(cluster, namespace, first, second)
        case [pod, service, other] if _POD.fullmatch(pod) and _is_near(cluster, other, service):
            return ServiceName(other, service, Form.NAMESPACED, pod)
    return None


def domain_slip(host: str, domain: str) -> str | None:
    """The host as it is meant where letters are wrong behind the namespace: `svc`, or the cluster's domain."""
    labels = host.removesuffix(".").split(".")
    end = next((i for i, label in enumerate(labels[:4]) if i > 1 and (label == "svc" or is_slip(label, "svc"))), None)
    if end is None:
        return None
    written = ".".join(labels[end + 1 :])
    meant = domain if is_slip(written, domain) else written
    mended = ".".join([*labels[:end], "svc", *([meant] if meant else [])])
    return mended if mended != host.removesuffix(".") else None


def _end_of_name(cluster: Cluster, labels: list[str]) -> int | None:
    """How many labels come before `svc`, or before a slip of it behind the name of a Service that exists."""
    for end, label in islice(enumerate(labels), 2, 4):
        is_meant = is_slip(label, "svc") and cluster.service(labels[end - 1], labels[end - 2])
        if label == "svc" or is_meant:
            return end
    return None


def _of_two(cluster: Cluster, namespace: str, first: str, second: str) -> ServiceName | None:
    headless = {service.name for service in cluster.services_in(namespace) if service.headless}
    is_known = cluster.service(second, first) or second in cluster.known_namespaces
    if not is_known and (second in headless or (_POD.fullmatch(first) and nearest(second, headless))):
        return ServiceName(namespace, second, Form.SHORT, first)
    if is_known or nearest(second, (service.namespace for service in cluster.services_named(first))):
        return ServiceName(second, first, Form.NAMESPACED)
    return None


def _is_near(cluster: Cluster, namespace: str, name: str) -> bool:
    return bool(cluster.service(namespace, name) or cluster.nearest_service(namespace, name))
