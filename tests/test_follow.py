"""Paths are followed to the hop that breaks."""

from __future__ import annotations

import pytest

from k8slint.edge.name import Form, ServiceName
from k8slint.manifests import load_text
from k8slint.path.follow import follow
from k8slint.path.hop import HopKind, State
from k8slint.path.path import Path

SHOP = """
{apiVersion: apps/v1, kind: Deployment, metadata: {name: cart, namespace: shop}, spec: {
  selector: {matchLabels: {app: cart}}, template: {metadata: {labels: {app: cart}}, spec: {containers: [{name: cart,
  ports: [{containerPort: 7070}]}]}}}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: redis, namespace: shop}, spec: {
  selector: {matchLabels: {app: redis}}, template: {metadata: {labels: {app: redis}}, spec: {containers: [{name: redis,
  ports: [{name: redis, containerPort: 6379}]}]}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: redis, namespace: shop}, spec: {
  selector: {app: SELECTED}, ports: [{port: 6379, targetPort: TARGET}]}}
"""
POLICY = """
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: NAME, namespace: shop}, spec: SPEC}
"""


def _path(
    name: str = "redis", port: int | None = 6379, selected: str = "redis", target: str = "redis", policy: str = ""
) -> Path:
    text = SHOP.replace("SELECTED", selected).replace("TARGET", target)
    cluster = load_text(text + POLICY.replace("NAME", "policy").replace("SPEC", policy) if policy else text)
    client = next(w for w in cluster.workloads if w.name == "cart")
    return follow(cluster, client, ServiceName("shop", name, Form.SHORT), port)


def test_a_path_that_holds_has_every_hop() -> None:
    path = _path()
    kinds = [HopKind.NAME, HopKind.PORT, HopKind.ENDPOINTS, HopKind.TARGET_PORT, HopKind.EGRESS, HopKind.INGRESS]
    assert [hop.kind for hop in path.hops] == [*kinds, HopKind.DNS]
    assert path.broken is None
    assert path.state is State.PROVEN
    assert path.port == 6379


@pytest.mark.parametrize(
    ("change", "kind", "text"),
    [
        ({"name": "redsi"}, HopKind.NAME, "namespace shop has no Service redsi; the nearest is redis"),
        ({"port": 6380}, HopKind.PORT, "Service redis has no port 6380 (ports: 6379/TCP)"),
        (
            {"selected": "rediss"},
            HopKind.ENDPOINTS,
            "no pod in namespace shop has app=rediss; 1 pod has app=redis",
        ),
        (
            {"target": "tcp"},
            HopKind.TARGET_PORT,
            "no container of Deployment redis has a TCP port named tcp",
        ),
        (
            {"policy": "{podSelector: {matchLabels: {app: redis}}, ingress: []}"},
            HopKind.INGRESS,
            "Deployment redis: no ingress rule of NetworkPolicy policy admits it",
        ),
        (
            {"policy": "{podSelector: {matchLabels: {app: cart}}, policyTypes: [Egress]}"},
            HopKind.EGRESS,
            "Deployment cart: no egress rule of NetworkPolicy policy admits it",
        ),
        (
            {"policy": "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}]}]}"},
            HopKind.DNS,
            "no egress rule of Deployment cart leads to a DNS server over UDP and TCP",
        ),
    ],
    ids=lambda value: str(value) if isinstance(value, HopKind) else "",
)
def test_the_first_hop_that_breaks_is_named(change: dict[str, str], kind: HopKind, text: str) -> None:
    broken = _path(**change).broken  # type: ignore[arg-type]
    assert broken is not None
    assert (broken.kind, broken.text) == (kind, text)


def test_what_lies_outside_is_unknown() -> None:
    path = _path(name="postgres")
    assert path.broken is None
    assert path.state is State.UNKNOWN
