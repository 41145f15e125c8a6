"""A small cluster for statements about policies: who reaches whom under policies given as text."""

from __future__ import annotations

from ipaddress import ip_address

from k8slint.config import Config
from k8slint.engine import check_reading
from k8slint.inputs.read import read_text
from k8slint.model.port import Protocol
from k8slint.parse.cluster import parse_cluster
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.reachability import Reachability

PODS = """
{apiVersion: v1, kind: Namespace, metadata: {name: shop}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: pay, labels: {team: a, kubernetes.io/metadata.name: liar}}}
---
{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web, tier: ""}},
 spec: {containers: [{name: web}]}, status: {podIPs: [{ip: 10.244.0.1}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: cart, namespace: shop, labels: {app: cart}}, spec: {
  containers: [{name: cart, ports: [{name: http, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP}]}],
  initContainers: [
    {name: proxy, restartPolicy: Always, ports: [{name: proxy, containerPort: 15008}]},
    {name: setup, ports: [{name: setup, containerPort: 9999}]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: till, namespace: pay, labels: {app: till}},
 spec: {containers: [{name: till, ports: [{name: http, containerPort: 9090}]}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: lone, namespace: elsewhere, labels: {app: lone}},
 spec: {containers: [{name: lone}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: agent, namespace: shop, labels: {app: agent}},
 spec: {hostNetwork: true, nodeName: one, containers: [{name: agent}]}}
---
{apiVersion: v1, kind: Node, metadata: {name: one, labels: {zone: a}},
 status: {addresses: [{type: InternalIP, address: 192.168.0.1}]}}
---
{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: shop}, spec: {replicas: 2,
  ordinals: {start: 5}, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}},
  spec: {containers: [{name: db}]}}}}
"""
POLICY = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: %s, namespace: shop}, spec: {%s}}"


def policy(spec: str, name: str = "policy") -> str:
    """A NetworkPolicy of namespace shop."""
    return POLICY % (name, spec)


def admin(rules: str, priority: int = 10, tier: str = "Admin", subject: str = "{namespaces: {}}") -> str:
    """A ClusterNetworkPolicy for all pods, named after its priority."""
    return (
        "{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, "
        f"metadata: {{name: {tier.lower()}-{priority}}}, "
        f"spec: {{tier: {tier}, priority: {priority}, subject: {subject}, {rules}}}}}"
    )


def reaches(source: str, destination: str, *policies: str, port: int = 8080, protocol: str = "TCP") -> bool:
    """Whether one may connect to the other; pods go by their names, all else is an address."""
    reach = Reachability.of(parse_cluster(read_text("shop.yaml", "\n---\n".join((PODS, *policies))), Config()))
    by_name = {endpoint.id.rpartition("/")[2]: endpoint for endpoint in reach.endpoints}
    opener, receiver = by_name.get(source, source), by_name.get(destination, destination)
    if isinstance(opener, Endpoint) and isinstance(receiver, Endpoint):
        spans = reach.ports(opener, receiver)
    else:
        found = (c for c in reach.connections() if _is(c.source, opener) and _is(c.destination, receiver))
        spans = tuple(span for connection in found for span in connection.traffic)
    return any(s.protocol is Protocol(protocol) and s.first <= port <= s.last for s in spans)


def _is(end: object, wanted: object) -> bool:
    if isinstance(end, tuple) and isinstance(wanted, str):
        return any(ip_address(wanted) in network for network in end)
    return end is wanted


def findings(*documents: str) -> set[str]:
    """The rules that fire on the cluster with these policies, at warning or above."""
    result = check_reading(read_text("shop.yaml", "\n---\n".join((PODS, *documents))), Config())
    assert not result.crashes
    return {finding.rule for finding in result.findings if str(finding.severity) != "info"}
