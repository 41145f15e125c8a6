"""Requests from outside are followed to the hop that breaks."""

from __future__ import annotations

import pytest

from k8slint.manifests import load_text
from k8slint.path.arrive import arrivals
from k8slint.path.graph import NoWay, through
from k8slint.path.hop import HopKind, State
from k8slint.path.path import Path

PODS = """
{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}, spec: {
  selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web,
  ports: [{containerPort: 8080}]}]}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {
  selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}}
"""
INGRESS = """
---
{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: shop, namespace: shop}, spec: {
  ingressClassName: nginx, rules: [{host: shop.example, http: {paths: [
    {path: /cart, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}}
"""
GATEWAY = """
---
{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: edge, namespace: infra}, spec: {
  gatewayClassName: eg, listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: FROM}}}]}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: shop, namespace: shop}, spec: {
  parentRefs: [{name: edge, namespace: infra}], hostnames: [shop.example],
  rules: [{backendRefs: [{name: web, port: 80}]}]}}
"""
BALANCER = """
---
{apiVersion: v1, kind: Service, metadata: {name: direct, namespace: shop, annotations: {
  external-dns.alpha.kubernetes.io/hostname: shop.example}}, spec: {type: LoadBalancer,
  selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}}
"""
CLOSED = """
---
{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web, namespace: shop}, spec: {
  podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {}}]}]}}
"""


def _path(doors: str, url: str) -> Path:
    return arrivals(load_text(PODS + doors), url)[0]


@pytest.mark.parametrize(
    ("doors", "kinds"),
    [
        (INGRESS, [HopKind.DOOR, HopKind.ROUTE]),
        (GATEWAY.replace("FROM", "All"), [HopKind.DOOR, HopKind.LISTENER, HopKind.ROUTE, HopKind.ROUTE]),
        (BALANCER, [HopKind.DOOR, HopKind.LISTENER]),
    ],
    ids=["ingress", "gateway", "balancer"],
)
def test_a_request_passes_every_hop(doors: str, kinds: list[HopKind]) -> None:
    path = _path(doors, "http://shop.example/cart")
    behind = [HopKind.NAME, HopKind.PORT, HopKind.ENDPOINTS, HopKind.TARGET_PORT, HopKind.INGRESS]
    assert [hop.kind for hop in path.hops] == [HopKind.HOSTNAME, *kinds, *behind]
    assert path.broken is None
    assert path.port == 8080


@pytest.mark.parametrize(
    ("doors", "url", "kind", "text"),
    [
        (INGRESS, "http://shop.example/basket", HopKind.ROUTE, "Ingress shop/shop has no path for /basket"),
        (
            INGRESS,
            "http://shpo.example/cart",
            HopKind.ROUTE,
            "nothing takes requests for shpo.example; the nearest host is shop.example",
        ),
        (
            INGRESS.replace("name: web", "name: wed"),
            "http://shop.example/cart",
            HopKind.NAME,
            "namespace shop has no Service wed; the nearest is web",
        ),
        (
            INGRESS.replace("number: 80", "number: 8081"),
            "http://shop.example/cart",
            HopKind.PORT,
            "Service web has no port 8081 (ports: 80/TCP)",
        ),
        (
            INGRESS + CLOSED,
            "http://shop.example/cart",
            HopKind.INGRESS,
            "Deployment web at 8080/TCP: no ingress rule admits the controller",
        ),
        (
            BALANCER + CLOSED,
            "http://shop.example",
            HopKind.INGRESS,
            "Deployment web at 8080/TCP: no ingress rule admits the client's address",
        ),
        (
            GATEWAY.replace("FROM", "Same"),
            "http://shop.example",
            HopKind.LISTENER,
            "HTTPRoute shop/shop has this host, and no listener of Gateway edge takes it (namespace)",
        ),
    ],
    ids=["path", "host", "Service", "port", "policy for a controller", "policy for addresses", "listener"],
)
def test_the_first_hop_that_breaks_is_named(doors: str, url: str, kind: HopKind, text: str) -> None:
    broken = _path(doors, url).broken
    assert broken is not None
    assert (broken.kind, broken.text) == (kind, text)


def test_a_host_that_nothing_takes_is_unknown() -> None:
    assert _path(INGRESS, "https://elsewhere.example").state is State.UNKNOWN


REDIS = """
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: redis, namespace: shop}, spec: {
  selector: {matchLabels: {app: redis}}, template: {metadata: {labels: {app: redis}}, spec: {containers: [{name: redis,
  ports: [{containerPort: 6379}]}]}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: redis, namespace: shop}, spec: {
  selector: {app: redis}, ports: [{port: 6379}]}}
"""


def test_a_request_is_followed_through_the_calls_of_workloads() -> None:
    told = PODS.replace("name: web,\n", "name: web, env: [{name: REDIS_ADDR, value: 'redis:6379'}],\n")
    paths = through(load_text(told + INGRESS + REDIS), "http://shop.example/cart", "redis")
    assert [(path.source, path.destination) for path in paths] == [
        ("outside", "http://shop.example/cart"),
        ("shop/Deployment/web", "shop/redis:6379"),
    ]


def test_where_nothing_leads_there_is_no_way() -> None:
    with pytest.raises(NoWay, match="from shop/Deployment/web to shop/Deployment/redis"):
        through(load_text(PODS + REDIS), "web", "redis")
