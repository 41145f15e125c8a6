"""What the input lacks: could something outside of it be there all the same?

Each question is answered by the reason in words, or by None where nothing speaks for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from heapq import merge

from k8slint.config import External
from k8slint.model.cluster import Cluster
from k8slint.model.maker import Maker
from k8slint.model.meta import Meta
from k8slint.model.selector import Selector
from k8slint.model.service import Service

CONTROL_PLANE = frozenset(
    {
        *(("k8s-app", name) for name in ("kube-dns", "kube-proxy", "kube-apiserver", "metrics-server", "kubelet")),
        *(("k8s-app", name) for name in ("kube-scheduler", "kube-controller-manager", "etcd", "etcd-server")),
        *(("component", name) for name in ("etcd", "kube-apiserver", "kube-scheduler", "kube-controller-manager")),
        *(("component", name) for name in ("kube-proxy", "kube-dns")),
        ("tier", "control-plane"),
    }
)
"""Labels of the pods that kubeadm and the managed clusters run in kube-system."""

CLUSTER_SERVICES = frozenset(
    {("default", "kubernetes"), ("kube-system", "kube-dns"), ("kube-system", "kubelet"), ("kube-system", "coredns")}
)
"""Services that every cluster has, or that the Prometheus operator keeps in kube-system."""

PLATFORM = (
    *("prometheus", "grafana", "alertmanager", "alloy", "otel", "opentelemetry", "jaeger", "loki", "datadog", "vector"),
    *("ingress", "traefik", "haproxy", "kong", "contour", "envoy", "istio", "linkerd", "gateway", "cloudflared"),
    *("kube-dns", "coredns", "argocd", "flux", "cert-manager", "external-dns", "vault", "velero", "keda"),
)
"""Beginnings of the names of what is installed apart from the applications that it serves."""

RUNTIME_LABELS = frozenset(
    {
        "vault-active",
        "vault-initialized",
        "vault-perf-standby",
        "vault-sealed",
        "openbao-active",
        "openbao-initialized",
        "openbao-sealed",
        "spilo-role",
        "mgr_role",
        "redisfailovers-role",
        "cnpg.io/instanceRole",
        "kubedb.com/role",
        "postgres-operator.crunchydata.com/role",
        "kubeblocks.io/role",
        "redis-role",
        "role-redis",
    }
)
"""Labels that an application or its operator sets on its own pods while they run."""

REMOTE_SERVICES = ("service.cilium.io/", "io.cilium/", "mirror.linkerd.io/mirrored", "mirror.linkerd.io/cluster-name")
"""Annotations and labels of Services whose pods may all be in another cluster."""


def covers(cluster: Cluster, namespace: str) -> bool:
    """Whether the input seems to hold what runs in a namespace, so that what it lacks there is worth a word.

    It does where the user says so, and where it holds workloads and nothing that deploys more of them.
    """
    if cluster.is_complete(namespace):
        return True
    if namespace in cluster.once(_deployed):
        return False
    return any(not workload.is_transient for workload in cluster.workloads_in(namespace))


def service_elsewhere(cluster: Cluster, namespace: str, name: str) -> str | None:
    """Why a Service that the input lacks may exist in the cluster."""
    if (namespace, name) in CLUSTER_SERVICES:
        return "every cluster has it"
    if any(e.name == name for e in _external(cluster, "Service", namespace)):
        return "the configuration says that it exists"
    maker = next((m for m in _makers(cluster, namespace) if m.makes_service(name)), None)
    return f"{maker} may make it" if maker else None


def services_made(cluster: Cluster, namespace: str) -> str | None:
    """Why Services of any labels may come into being in a namespace. Those of the Prometheus operator have few, and
    their own. (Prometheus operator: prometheus-operated, alertmanager-operated)
    """
    makers = (m for m in _makers(cluster, namespace) if m.services and m.meta.group != "monitoring.coreos.com")
    maker = next(makers, None)
    return f"{maker} may make some" if maker else None


def pods_elsewhere(cluster: Cluster, namespace: str, selector: Selector) -> str | None:
    """Why pods that the input lacks may exist in the cluster, as far as their labels tell."""
    pairs = selector.equalities
    if namespace == "kube-system" and CONTROL_PLANE.intersection(pairs.items()):
        return "they belong to the control plane"
    if any(e.labels and selector.matches(e.labels) for e in _external(cluster, None, namespace)):
        return "the configuration says that they exist"
    if label := next((key for key in pairs if key in RUNTIME_LABELS), None):
        return f"{label} is set while the pods run"
    maker = next((m for m in _makers(cluster, namespace) if m.makes_pods(selector)), None)
    return f"{maker} may make them" if maker else None


def pods_spawned(cluster: Cluster, namespace: str) -> str | None:
    """Why pods may come and go in a namespace that no manifest shows: the input has a role that may create them."""
    places = cluster.once(_spawning)
    place = min((places[key] for key in (namespace, None) if key in places), default=None)
    role = None if place is None else cluster.roles[place].meta
    return f"{role.kind} {role.name} may create pods" if role else None


def is_platform(selector: Selector) -> bool:
    """Whether a selector names pods that are usually installed apart from the application."""
    return any(value.startswith(PLATFORM) for value in selector.equalities.values())


def pods_of_service_elsewhere(cluster: Cluster, service: Service) -> str | None:
    """Why a Service without pods in the input may have some, or need none."""
    if any(service.name in maker.fronts for maker in _makers(cluster, service.namespace)):
        return "a TrafficSplit answers for it"
    if _is_remote(service.meta):
        return "its pods may be in another cluster"
    if any(e.name == service.name for e in _external(cluster, "Service", service.namespace)):
        return "the configuration says that it exists"
    return pods_elsewhere(cluster, service.namespace, service.selector) if service.selector else None


def object_elsewhere(cluster: Cluster, kind: str, namespace: str, name: str) -> str | None:
    """Why a Secret, ConfigMap or other object that the input lacks may exist in the cluster."""
    if kind == "Service":
        return service_elsewhere(cluster, namespace, name)
    if any(e.name == name for e in _external(cluster, kind, namespace)):
        return "the configuration says that it exists"
    if any((kind, name) in kustomization.generated for kustomization in cluster.reading.kustomizations):
        return "a kustomization generates it"
    makers = (m for m in _makers(cluster, namespace) if m.meta.kind != "Gateway")  # makes pods and Services only
    maker = next((m for m in makers if m.makes_service(name)), None)
    return f"{maker} may make it" if maker else None


def _is_remote(meta: Meta) -> bool:
    return any(key.startswith(REMOTE_SERVICES) for key in (*meta.annotations, *meta.labels))


def _external(cluster: Cluster, kind: str | None, namespace: str) -> Iterator[External]:
    """The objects declared to exist there; of any kind that has pods where none is given."""
    for external in cluster.config.external:
        if external.namespace == namespace and (external.kind == kind or (kind is None and external.kind != "Service")):
            yield external


def _makers(cluster: Cluster, namespace: str) -> Iterator[Maker]:
    """Those of the namespace and of none, in the order of the input."""
    places = cluster.once(_maker_places)
    return (cluster.makers[place] for place in merge(places.get(namespace, ()), places.get(None, ())))


def _maker_places(cluster: Cluster) -> Mapping[str | None, list[int]]:
    found: dict[str | None, list[int]] = defaultdict(list)
    for place, maker in enumerate(cluster.makers):
        found[maker.meta.namespace].append(place)
    return found


def _deployed(cluster: Cluster) -> frozenset[str]:
    return frozenset(namespace for maker in cluster.makers for namespace in maker.deploys)


def _spawning(cluster: Cluster) -> Mapping[str | None, int]:
    """The place of the first role of each namespace that may create pods."""
    places = reversed([place for place, role in enumerate(cluster.roles) if role.makes_pods])
    return {cluster.roles[place].meta.namespace: place for place in places}
