"""Custom resources: which of them an operator turns into pods and Services, and under which names.

The rule of thumb holds for nearly every operator: what it makes for a resource begins or ends with the resource's
name. The tables name the exceptions, and the kinds that make nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.field import Field
from k8slint.model.maker import Maker
from k8slint.model.meta import Meta

SERVICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("monitoring.coreos.com", "Prometheus"): ("prometheus-operated",),
    ("monitoring.coreos.com", "PrometheusAgent"): ("prometheus-operated",),
    ("monitoring.coreos.com", "Alertmanager"): ("alertmanager-operated",),
    ("monitoring.coreos.com", "ThanosRuler"): ("thanos-ruler-operated",),
    ("ceph.rook.io", "CephCluster"): ("rook-ceph-mgr*", "rook-ceph-mon*", "rook-ceph-exporter"),
    ("ceph.rook.io", "CephNFS"): ("rook-ceph-nfs-{name}-*",),
    ("notification.toolkit.fluxcd.io", "Receiver"): ("webhook-receiver",),
    ("minio.min.io", "Tenant"): ("minio",),
    ("longhorn.io", "Setting"): ("longhorn-*",),
}
"""Names of Services that do not begin or end with the name of the resource, from the operators' documentation."""

FRONTS: dict[tuple[str, str], tuple[str, ...]] = {("split.smi-spec.io", "TrafficSplit"): ("spec", "service")}
"""Kinds that answer for a Service without pods (SMI: the root service of a TrafficSplit), and where they name it."""

DEPLOYERS: dict[tuple[str, str], tuple[str, ...]] = {
    ("helm.toolkit.fluxcd.io", "HelmRelease"): ("spec", "targetNamespace"),
    ("kustomize.toolkit.fluxcd.io", "Kustomization"): ("spec", "targetNamespace"),
    ("helm.cattle.io", "HelmChart"): ("spec", "targetNamespace"),
    ("argoproj.io", "Application"): ("spec", "destination", "namespace"),
    ("argoproj.io", "ApplicationSet"): ("spec", "template", "spec", "destination", "namespace"),
    ("kappctrl.k14s.io", "App"): ("spec", "cluster", "namespace"),
}
"""Kinds that fill a namespace with a chart or a repository, and where they name it; by default it is their own."""

BUILT_IN = frozenset({"", "apps", "batch", "policy", "autoscaling", "extensions", "autoscaling.x-k8s.io", "keda.sh"})
INERT_GROUPS = (
    "k8s.io",
    "x-k8s.io",
    "istio.io",
    "linkerd.io",
    "cilium.io",
    "calico.org",
    "gke.io",
    "googleapis.com",
    "google.com",
    "openshift.io",
    "cert-manager.io",
    "certmanager.k8s.io",
    "external-secrets.io",
    "bitnami.com",
    "cni.cncf.io",
    "gatekeeper.sh",
    "kyverno.io",
    "traefik.io",
    "traefik.containo.us",
    "konghq.com",
    "projectcontour.io",
    "envoyproxy.io",
    "spiffe.io",
    "smi-spec.io",
    "secrets.infisical.com",
    "secrets.hashicorp.com",
    "onepassword.com",
    "source.toolkit.fluxcd.io",
    "image.toolkit.fluxcd.io",
)
"""Groups of configuration: policies, routes, certificates, storage. `k8s.io` is every group of Kubernetes itself."""

OPERATED = frozenset(
    {
        ("gateway.networking.k8s.io", "Gateway"),
        ("install.istio.io", "IstioOperator"),
        ("jobset.x-k8s.io", "JobSet"),
        ("leaderworkerset.x-k8s.io", "LeaderWorkerSet"),
        ("multicluster.x-k8s.io", "ServiceImport"),
        ("multicluster.x-k8s.io", "ServiceExport"),
        ("networking.gke.io", "MultiClusterService"),
        ("agents.x-k8s.io", "Sandbox"),
        ("extensions.agents.x-k8s.io", "SandboxTemplate"),
        ("extensions.agents.x-k8s.io", "SandboxWarmPool"),
    }
)
"""Kinds of inert groups that do make pods or Services."""

INERT_KINDS = frozenset(
    {
        ("monitoring.coreos.com", kind)
        for kind in ("ServiceMonitor", "PodMonitor", "PrometheusRule", "Probe", "ScrapeConfig", "AlertmanagerConfig")
    }
)
"""Kinds of other groups that make nothing."""


def parse_maker(meta: Meta, field: Field) -> Maker | None:
    """What an object's operator may make; None for what makes nothing, and for the kinds of Kubernetes itself."""
    kind = (meta.group, meta.kind)
    if kind in FRONTS:
        return Maker(meta, fronts=_named(field, FRONTS[kind]))
    if kind in DEPLOYERS:
        own = frozenset((meta.namespace,)) if meta.namespace else frozenset()
        return Maker(meta, deploys=own | _named(field, DEPLOYERS[kind]))
    if not meta.name or _is_inert(meta):
        return None
    return Maker(meta, tuple(_services(meta)), tuple(_label_maps(field)))


def _named(field: Field, path: tuple[str, ...]) -> frozenset[str]:
    for step in path:
        field = field[step]
    name = field.text()
    return frozenset((name,)) if name else frozenset()


def _is_inert(meta: Meta) -> bool:
    kind = (meta.group, meta.kind)
    if kind in OPERATED:
        return False
    return meta.group in BUILT_IN or kind in INERT_KINDS or _in_groups(meta.group, INERT_GROUPS)


def _in_groups(group: str, groups: tuple[str, ...]) -> bool:
    return any(group == known or group.endswith(f".{known}") for known in groups)


def _services(meta: Meta) -> Iterator[str]:
    for pattern in ("{name}", "{name}-*", "*-{name}", *SERVICES.get((meta.group, meta.kind), ())):
        yield pattern.replace("{name}", meta.name)


def _label_maps(field: Field, depth: int = 0) -> Iterator[dict[str, str]]:
    """Every map under a key `labels`, wherever a kind keeps its pod templates."""
    if depth > 12:
        return
    for key, child in field.items():
        if key == "labels":
            yield child.mapping()
        else:
            yield from _label_maps(child, depth + 1)
    for item in field.each():
        yield from _label_maps(item, depth + 1)
