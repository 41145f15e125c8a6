"""Which schema describes which kind, by version."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import TypeAlias

from k8slint.finding import Problem
from k8slint.inputs.document import Document
from k8slint.inputs.field import Field

Relation: TypeAlias = Callable[[Field], Iterator[Problem]]

_WORKLOADS = ("deployment", "replica-set", "stateful-set", "daemon-set", "job", "custom-workload")

_GATEWAY = "gateway.networking.k8s.io"
_POLICY = "policy.networking.k8s.io"

SCHEMAS: Mapping[tuple[str, str], str] = {
    ("v1", "Service"): "service.json",
    ("v1", "Endpoints"): "endpoints.json",
    ("discovery.k8s.io/v1", "EndpointSlice"): "endpoint-slice.json",
    ("networking.k8s.io/v1", "Ingress"): "ingress.json",
    ("networking.k8s.io/v1", "IngressClass"): "ingress-class.json",
    ("networking.k8s.io/v1", "NetworkPolicy"): "network-policy.json",
    (f"{_POLICY}/v1alpha1", "AdminNetworkPolicy"): "admin-network-policy.json",
    (f"{_POLICY}/v1alpha1", "BaselineAdminNetworkPolicy"): "baseline-admin-network-policy.json",
    (f"{_POLICY}/v1alpha2", "ClusterNetworkPolicy"): "cluster-network-policy.json",
    (f"{_GATEWAY}/v1", "GatewayClass"): "gateway-class.json",
    (f"{_GATEWAY}/v1beta1", "GatewayClass"): "gateway-class.json",
    (f"{_GATEWAY}/v1", "Gateway"): "gateway.json",
    (f"{_GATEWAY}/v1beta1", "Gateway"): "gateway.json",
    (f"{_GATEWAY}/v1", "HTTPRoute"): "http-route.json",
    (f"{_GATEWAY}/v1beta1", "HTTPRoute"): "http-route.json",
    (f"{_GATEWAY}/v1", "GRPCRoute"): "grpc-route.json",
    (f"{_GATEWAY}/v1alpha2", "TLSRoute"): "tls-route.json",
    (f"{_GATEWAY}/v1alpha3", "TLSRoute"): "tls-route.json",
    (f"{_GATEWAY}/v1", "TLSRoute"): "tls-route.json",
    (f"{_GATEWAY}/v1alpha2", "TCPRoute"): "tcp-route.json",
    (f"{_GATEWAY}/v1alpha2", "UDPRoute"): "udp-route.json",
    (f"{_GATEWAY}/v1beta1", "ReferenceGrant"): "reference-grant.json",
    (f"{_GATEWAY}/v1", "ReferenceGrant"): "reference-grant.json",
    ("k8slint.dev/v1", "ReachabilityAssertions"): "reachability-assertions.json",
    ("v1", "Pod"): "pod.json",
    ("v1", "ReplicationController"): "replication-controller.json",
    ("apps/v1", "Deployment"): "deployment.json",
    ("apps/v1", "ReplicaSet"): "replica-set.json",
    ("apps/v1", "StatefulSet"): "stateful-set.json",
    ("apps/v1", "DaemonSet"): "daemon-set.json",
    ("batch/v1", "Job"): "job.json",
    ("batch/v1", "CronJob"): "cron-job.json",
    ("argoproj.io/v1alpha1", "Rollout"): "custom-workload.json",
    ("apps.kruise.io/v1alpha1", "CloneSet"): "custom-workload.json",
    ("apps.kruise.io/v1alpha1", "DaemonSet"): "custom-workload.json",
    ("apps.kruise.io/v1beta1", "StatefulSet"): "custom-workload.json",
}
"""Versions that are no longer served have shapes of their own and are left to `api-version-removed`."""

RELATIONS: Mapping[str, tuple[str, str]] = {
    "service.json": ("service", "service"),
    "endpoint-slice.json": ("service", "endpoint_slice"),
    "ingress.json": ("ingress", "ingress"),
    "ingress-class.json": ("ingress", "ingress_class"),
    "network-policy.json": ("network_policy", "network_policy"),
    "admin-network-policy.json": ("admin_policy", "admin_policy"),
    "baseline-admin-network-policy.json": ("admin_policy", "admin_policy"),
    "cluster-network-policy.json": ("admin_policy", "admin_policy"),
    "gateway.json": ("gateway", "gateway"),
    "http-route.json": ("http_route", "http_route"),
    "grpc-route.json": ("route", "grpc_route"),
    **dict.fromkeys(("tls-route.json", "tcp-route.json", "udp-route.json"), ("route", "route")),
    "pod.json": ("pod", "pod"),
    "replication-controller.json": ("pod", "template"),
    **dict.fromkeys((f"{name}.json" for name in _WORKLOADS), ("pod", "workload")),
    "cron-job.json": ("pod", "cron_job"),
}
"""What a schema cannot say: the function, by module, for the objects of a schema's file."""


def schema_of(document: Document) -> str | None:
    """The file that describes an object; None for kinds that are not judged."""
    return SCHEMAS.get((document.api_version, document.kind))


@cache
def relation_of(file: str) -> Relation:
    """What is asked beyond a schema. Imported for the kinds that occur: most inputs have few."""
    if file not in RELATIONS:
        return lambda field: iter(())
    module, name = RELATIONS[file]
    relation: Relation = getattr(import_module(f"k8slint.validity.relations.{module}"), name)
    return relation
