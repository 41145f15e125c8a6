"""All documents to one Cluster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from k8slint.config import Config
from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.inputs.place import place_of
from k8slint.inputs.reading import Reading
from k8slint.model.cluster import Cluster
from k8slint.model.meta import Meta
from k8slint.model.namespace import Namespace
from k8slint.parse.admin_policy import parse_admin_policy
from k8slint.parse.assertion import parse_assertions
from k8slint.parse.external import external_documents
from k8slint.parse.ingress import parse_ingress, parse_ingress_class
from k8slint.parse.maker import parse_maker
from k8slint.parse.meta import parse_meta
from k8slint.parse.network_policy import parse_network_policy
from k8slint.parse.node import parse_node
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
    ("k8slint.dev", "ReachabilityAssertions"): ("assertions", parse_assertions),
    ("", "Node"): ("nodes", parse_node),
    ("", "ConfigMap"): ("config_maps", parse_config_map),
    ("", "Secret"): ("secrets", parse_secret),
    **dict.fromkeys(TEMPLATES, ("workloads", parse_workload)),
    **{kind: ("secrets", parser) for kind, parser in PRODUCERS.items()},
}
"""Group and kind to the part of the Cluster that it fills, and how."""


def parse_cluster(reading: Reading, config: Config) -> Cluster:
    """The model of everything that was read. Never raises for what a document holds."""
    parts: dict[str, list[Any]] = defaultdict(list)
    documents: dict[Document, Meta] = {}
    for document in (*reading.documents, *_external(reading, config)):
        meta = documents[document] = parse_meta(document, config.namespace)
        part, parser = PARSERS.get((meta.group, meta.kind), ("others", _itself))
        parts[part].append(parser(meta, Field.root(document)))
        is_delivered = bool(reading.delivered) and place_of(document) in reading.delivered
        if not is_delivered and (maker := parse_maker(meta, Field.root(document))):
            parts["makers"].append(maker)
        parts["secrets"] += cert_manager_secrets(meta, Field.root(document))
        parts["secrets"] += mounted_secrets(meta, Field.root(document))
    reviewed = tuple(meta for meta in documents.values() if not meta.context)
    return Cluster(config, reading, reviewed, documents=documents, **_tuples(parts))


def _external(reading: Reading, config: Config) -> Iterator[Document]:
    """The objects that the configuration declares and the input lacks."""
    if config.external:
        present = {parse_meta(document, config.namespace).ref for document in reading.documents}
        for document in external_documents(config):
            if parse_meta(document, config.namespace).ref not in present:
                yield document


def _itself(meta: Meta, _: Field) -> Meta:
    return meta


def _tuples(parts: dict[str, list[Any]]) -> dict[str, tuple[Any, ...]]:
    return {name: tuple(values) for name, values in parts.items()}
