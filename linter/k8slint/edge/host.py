"""A host name as a Service's: every form in which a pod may write it.

(DNS specification of Kubernetes; DNS for Services and Pods)
"""

from __future__ import annotations

import re

from k8slint.edge.name import Form, ServiceName
from k8slint.model.cluster import Cluster

LABEL = re.compile(r"(?=[0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_POD = re.compile(r"[a-z0-9-]+-[0-9]+")
_WORDS = frozenset({"localhost", "true", "false", "null", "none", "nil", "auto", "default", "any", "all", "self"})


def service_name(cluster: Cluster, namespace: str, host: str) -> ServiceName | None:
    """The Service that a pod of a namespace means by a host; None where it can be none.

    Two words with a dot are a Service and its namespace, or a pod and its headless Service of the pod's own namespace;
    without one of those in the input they are a host of the world outside.
    """
    labels = host.removesuffix(".").lower().split(".")
    if not all(LABEL.fullmatch(label) for label in labels) or labels[0] in _WORDS or len(labels) > 8:
        return None
    if "svc" in labels[2:4]:
        return _written_out(labels[: labels.index("svc", 2)])
    match labels:
        case [service]:
            return ServiceName(namespace, service, Form.SHORT)
        case [first, second]:
            return _of_two(cluster, namespace, first, second)
        case [pod, service, other] if cluster.service(other, service) and _POD.fullmatch(pod):
            return ServiceName(other, service, Form.NAMESPACED, pod)
    return None


def _written_out(labels: list[str]) -> ServiceName:
    pod = labels[0] if len(labels) == 3 else None
    return ServiceName(labels[-1], labels[-2], Form.SVC, pod)


def _of_two(cluster: Cluster, namespace: str, first: str, second: str) -> ServiceName | None:
    headless = cluster.service(namespace, second)
    if headless and headless.headless and not cluster.service(second, first):
        return ServiceName(namespace, second, Form.SHORT, first)
    if cluster.service(second, first) or second in cluster.known_namespaces:
        return ServiceName(second, first, Form.NAMESPACED)
    return None
