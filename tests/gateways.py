"""Texts of Gateways, routes and what they refer to, in a shop with the namespaces `shop` (where all is by default),
`team` and `other`.
"""

from __future__ import annotations

import json

from k8slint.manifests import load_text
from k8slint.model.cluster import Cluster

API = "gateway.networking.k8s.io"


def gateway(*listeners: str, name: str = "gw", namespace: str = "shop", more: str = "") -> str:
    """A Gateway; a listener is the inside of a flow mapping."""
    items = ", ".join(f"{{{listener}}}" for listener in listeners)
    spec = f"{{gatewayClassName: istio, listeners: [{items}]{', ' + more if more else ''}}}"
    return _object(f"{API}/v1", "Gateway", name, namespace, spec)


def route(
    parent: str = "name: gw",
    *,
    kind: str = "HTTPRoute",
    name: str = "cart",
    namespace: str = "shop",
    hosts: tuple[str, ...] = (),
    rules: str = "[{backendRefs: [{name: cart, port: 80}]}]",
    version: str = "v1",
) -> str:
    """A route with one parent, the inside of a flow mapping; several are parted by ` | `."""
    parents = ", ".join(f"{{{ref}}}" for ref in parent.split(" | "))
    hostnames = f"hostnames: {json.dumps(list(hosts))}, " if hosts else ""
    return _object(f"{API}/{version}", kind, name, namespace, f"{{parentRefs: [{parents}], {hostnames}rules: {rules}}}")


def service(name: str = "cart", namespace: str = "shop") -> str:
    """A Service with port 80."""
    return _object("v1", "Service", name, namespace, "{selector: {app: cart}, ports: [{port: 80}]}")


def grant(source: str, target: str, namespace: str = "other", name: str = "grant") -> str:
    """A ReferenceGrant from one kind of objects to another, each the inside of a flow mapping."""
    return _object(f"{API}/v1beta1", "ReferenceGrant", name, namespace, f"{{from: [{{{source}}}], to: [{{{target}}}]}}")


def secret(name: str = "cert", namespace: str = "shop", keys: str = "tls.crt: YQ==, tls.key: YQ==") -> str:
    """A Secret with a certificate."""
    head = f"apiVersion: v1\nkind: Secret\nmetadata: {{name: {name}, namespace: {namespace}}}\n"
    return head + f"type: kubernetes.io/tls\ndata: {{{keys}}}\n"


def namespace(name: str, labels: str = "") -> str:
    """A Namespace."""
    return f"apiVersion: v1\nkind: Namespace\nmetadata: {{name: {name}, labels: {{{labels}}}}}\n"


def cluster(*texts: str) -> Cluster:
    """The objects, read."""
    return load_text("---\n".join(texts))


def _object(version: str, kind: str, name: str, namespace: str, spec: str) -> str:
    head = f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: {name}, namespace: {namespace}}}\n"
    return f"{head}spec: {spec}\n"
