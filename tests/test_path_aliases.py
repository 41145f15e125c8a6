"""ExternalName Services that stand for others of the cluster are followed; circles end."""

from __future__ import annotations

from k8slint.edge.name import Form, ServiceName
from k8slint.manifests import load_text
from k8slint.path.follow import follow
from k8slint.path.hop import State
from k8slint.path.path import Path

SHOP = """
{apiVersion: apps/v1, kind: Deployment, metadata: {name: cart}, spec: {selector: {matchLabels: {app: cart}}, template: {
  metadata: {labels: {app: cart}}, spec: {containers: [{name: cart, ports: [{containerPort: 7070}]}]}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: cart}, spec: {selector: {app: cart}, ports: [{port: 7070}]}}
"""
ALIAS = """
---
{apiVersion: v1, kind: Service, metadata: {name: NAME}, spec: {type: ExternalName, externalName: TARGET}}
"""


def _path(**aliases: str) -> Path:
    texts = (ALIAS.replace("NAME", name).replace("TARGET", target) for name, target in aliases.items())
    cluster = load_text("".join((SHOP, *texts)))
    return follow(cluster, cluster.workloads[0], ServiceName("default", next(iter(aliases)), Form.SHORT), 7070)


def test_an_alias_leads_to_the_pods_of_the_service_it_stands_for() -> None:
    path = _path(basket="trolley.default.svc.cluster.local", trolley="cart.default.svc.cluster.local")
    assert [pod.name for pod in path.pods] == ["cart"]
    assert path.broken is None


def test_an_alias_of_a_host_outside_is_assumed() -> None:
    assert _path(basket="cart.example.com").hops[1].state is State.ASSUMED


def test_a_circle_of_aliases_breaks() -> None:
    path = _path(a="b.default.svc.cluster.local", b="a.default.svc.cluster.local")
    assert path.broken is not None
    assert path.broken.text.startswith("the aliases lead in a circle")
