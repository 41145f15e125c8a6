"""All documents to one Cluster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from k8slint.config import Config
from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.inputs.place import place_of
from k8slint.inputs.reading import Reading
from k8slint.model.cluster import Cluster
from k8slint.model.gateway import GROUP as GATEWAY_API
from k8slint.model.meta import Meta
from k8slint.model.namespace import Namespace
from k8slint.parse.address_pool import parse_cilium_pool, parse_metallb_pool
from k8slint.parse.admin_policy import parse_admin_policy
from k8slint.parse.api_extension import parse_api_service, parse_conversion, parse_webhooks
from k8slint.parse.assertion import parse_assertions
from k8slint.parse.dns_endpoint import parse_dns_endpoint
from k8slint.parse.external import external_documents
from k8slint.parse.gateway import parse_gateway, parse_gateway_class
from k8slint.parse.gateway_route import parse_gateway_route
from k8slint.parse.ingress import parse_ingress, parse_ingress_class
from k8slint.parse.made import without_owned
from k8slint.parse.maker import parse_maker
from k8slint.parse.meta import parse_meta
from k8slint.parse.monitor import parse_pod_monitor, parse_service_monitor
from k8slint.parse.network_policy import parse_network_policy
from k8slint.parse.node import parse_node
from k8slint.parse.reference import parse_reference_grant
from k8slint.parse.role import parse_role
from k8slint.parse.route import parse_route
from k8slint.parse.service import parse_endpoint_slice, parse_endpoints, parse_service
from k8slint.parse.service_account import parse_binding, parse_service_account
from k8slint.parse.store import PRODUCERS, cert_manager_secrets, mounted_secrets, parse_config_map, parse_secret
from k8slint.parse.workload import TEMPLATES, parse_workload

Parser = Callable[[Meta, Field], Any]

PARSERS: dict[tuple[str, str], tuple[str, Parser]] = {
    ("", "Namespace"): ("namespaces", lambda meta, field: Namespace(meta)),
    ("", "Service"): ("services", parse_service),
    ("", "Endpoints"): ("endpoints", parse_endpoints),
    ("discovery.k8s.io", "EndpointSlice"): ("endpoints", parse_endpoint_slice),
    ("networking.k8s.io", "Ingress"): ("ingresses", parse_ingress),
    ("extensions", "Ingress"): ("ingresses", parse_ingress),
    ("networking.k8s.io", "IngressClass"): ("ingress_classes", parse_ingress_class),
    ("networking.k8s.io", "NetworkPolicy"): ("network_policies", parse_network_policy),
    ("extensions", "NetworkPolicy"): ("network_policies", parse_network_policy),
    ("policy.networking.k8s.io", "AdminNetworkPolicy"): ("admin_policies", parse_admin_policy),
    ("policy.networking.k8s.io", "BaselineAdminNetworkPolicy"): ("admin_policies", parse_admin_policy),
    ("policy.networking.k8s.io", "ClusterNetworkPolicy"): ("admin_policies", parse_admin_policy),
    ("rbac.authorization.k8s.io", "Role"): ("roles", parse_role),
    ("rbac.authorization.k8s.io", "ClusterRole"): ("roles", parse_role),
    ("rbac.authorization.k8s.io", "RoleBinding"): ("bindings", parse_binding),
    ("rbac.authorization.k8s.io", "ClusterRoleBinding"): ("bindings", parse_binding),
    ("", "ServiceAccount"): ("service_accounts", parse_service_account),
    ("route.openshift.io", "Route"): ("routes", parse_route),
    (GATEWAY_API, "GatewayClass"): ("gateway_classes", parse_gateway_class),
    (GATEWAY_API, "Gateway"): ("gateways", parse_gateway),
    (GATEWAY_API, "ReferenceGrant"): ("reference_grants", parse_reference_grant),
    **{
        (GATEWAY_API, f"{name}Route"): ("gateway_routes", parse_gateway_route)
        for name in ("HTTP", "GRPC", "TLS", "TCP", "UDP")
    },
    ("k8slint.dev", "ReachabilityAssertions"): ("assertions", parse_assertions),
    ("", "Node"): ("nodes", parse_node),
    ("metallb.io", "IPAddressPool"): ("address_pools", parse_metallb_pool),
    ("cilium.io", "CiliumLoadBalancerIPPool"): ("address_pools", parse_cilium_pool),
    ("externaldns.k8s.io", "DNSEndpoint"): ("dns_endpoints", parse_dns_endpoint),
    ("", "ConfigMap"): ("config_maps", parse_config_map),
    ("", "Secret"): ("secrets", parse_secret),
    ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration"): ("api_extensions", parse_webhooks),
    ("admissionregistration.k8s.io", "MutatingWebhookConfiguration"): ("api_extensions", parse_webhooks),
    ("apiregistration.k8s.io", "APIService"): ("api_extensions", parse_api_service),
    ("apiextensions.k8s.io", "CustomResourceDefinition"): ("api_extensions", parse_conversion),
    ("monitoring.coreos.com", "ServiceMonitor"): ("monitors", parse_service_monitor),
    ("monitoring.coreos.com", "PodMonitor"): ("monitors", parse_pod_monitor),
    **dict.fromkeys(TEMPLATES, ("workloads", parse_workload)),
    **{kind: ("secrets", parser) for kind, parser in PRODUCERS.items()},
}
"""Group and kind to the part of the Cluster that it fills, and how."""


def parse_cluster(reading: Reading, config: Config) -> Cluster:
    """The model of everything that was read. Never raises for what a document holds."""
    parts: dict[str, list[Any]] = defaultdict(list)
    documents: dict[Document, Meta] = {}
    for document in _documents(reading, config):
        meta = documents[document] = parse_meta(document, config.namespace)
        part, parser = PARSERS.get((meta.group, meta.kind), ("others", _itself))
        parts[part].append(parser(meta, Field.root(document)))
        is_delivered = bool(reading.delivered) and place_of(document) in reading.delivered
        if not is_delivered and (maker := parse_maker(meta, Field.root(document))):
            parts["makers"].append(maker)
        parts["secrets"] += cert_manager_secrets(meta, Field.root(document))
        parts["secrets"] += mounted_secrets(meta, Field.root(document))
    owned = frozenset[Document]()
    if any("ownerReferences" in _metadata(document) for document in documents):
        parts["workloads"], owned = without_owned(parts["workloads"], documents)
    reviewed = tuple(meta for meta in documents.values() if not meta.context)
    return Cluster(config, reading, reviewed, documents=documents, owned=owned, **_tuples(parts))


def _documents(reading: Reading, config: Config) -> Iterable[Document]:
    """What is under review after what is not, so that of two that do not go together the one under review is told."""
    context = reading.context.documents if reading.context else []
    if not (context or config.external):
        return reading.documents
    present = {_identity(document, config) for document in reading.documents}
    around = {_identity(document, config): document for document in (*external_documents(config), *context)}
    return (*(document for key, document in around.items() if key not in present), *reading.documents)


def _identity(document: Document, config: Config) -> tuple[str | None, ...]:
    """What is one object in a cluster, in whichever version and group of its kind."""
    meta = parse_meta(document, config.namespace)
    part, _ = PARSERS.get((meta.group, meta.kind), (meta.group, _itself))
    return part, meta.kind, meta.namespace, meta.name


def _metadata(document: Document) -> Mapping[str, Any]:
    metadata = document.root.get("metadata")
    return metadata if isinstance(metadata, dict) else {}


def _itself(meta: Meta, _: Field) -> Meta:
    return meta


def _tuples(parts: dict[str, list[Any]]) -> dict[str, tuple[Any, ...]]:
    return {name: tuple(values) for name, values in parts.items()}
