"""What containers are told, and what those texts address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k8slint.config import Config
from k8slint.inputs.read import read_text
from k8slint.model.cluster import Cluster
from k8slint.model.loopback import local_calls
from k8slint.model.pod_name import PodNames
from k8slint.model.target import Target, cluster_names, targets
from k8slint.model.told import Told, told
from k8slint.parse.cluster import parse_cluster

SHOP = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  template:
    spec:
      containers:
        - name: cart
          image: example.com/cart:1
          command: [cart, --port, "7070", --verbose]
          args: [--db=postgres://cart-db-0.cart-db:5432/cart, serve]
          env:
            - name: QUEUE
              value: queue-1.queue.mail.svc:5672
            - name: CACHE
              valueFrom: {configMapKeyRef: {name: cart, key: cache}}
            - name: PASSWORD
              valueFrom: {secretKeyRef: {name: cart, key: password}}
          envFrom:
            - configMapRef: {name: defaults}
            - configMapRef: {name: absent}
          volumeMounts:
            - {name: files, mountPath: /etc/cart}
      volumes:
        - {name: files, configMap: {name: files}}
        - {name: unused, configMap: {name: unused}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cart, namespace: shop}
data: {cache: "redis:6379", other: "no"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: defaults, namespace: shop}
data: {LEVEL: info}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: files, namespace: shop}
data: {cart.conf: "advertise $(POD_NAME).cart-db"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: unused, namespace: shop}
data: {x: "no"}
"""


def cluster(text: str) -> Cluster:
    return parse_cluster(read_text("shop.yaml", text), Config())


def test_told_is_what_the_container_gets() -> None:
    shop = cluster(SHOP)
    texts = {(t.key, t.text): t for t in told(shop, shop.workloads[0], shop.workloads[0].pod.containers[0])}
    assert set(texts) == {
        ("QUEUE", "queue-1.queue.mail.svc:5672"),
        ("", "cart"),
        ("--port", "7070"),
        ("--db", "postgres://cart-db-0.cart-db:5432/cart"),
        ("", "serve"),
        ("CACHE", "redis:6379"),
        ("LEVEL", "info"),
        ("cart.conf", "advertise $(POD_NAME).cart-db"),
    }
    assert texts["CACHE", "redis:6379"].at.dotted == "data.cache"
    assert texts["--port", "7070"].at.dotted == "spec.template.spec.containers[0].command[2]"


def test_pod_names_are_of_their_namespace() -> None:
    owners = PodNames.of(cluster(SHOP)).by_owner
    assert set(owners) == {("shop", "cart-db", "cart-db"), ("mail", "queue", "queue"), ("shop", "cart", "cart-db")}
    assert owners["mail", "queue", "queue"].text == "queue-1.queue.mail.svc"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("redis://:secret@localhost:6379/0", [Target("redis", "localhost", 6379)]),
        ("jdbc:postgresql://db:5432/cart?ssl=true", [Target("jdbc:postgresql", "db", 5432)]),
        ("kafka-0:9092, kafka-1:9092", [Target(None, "kafka-0", 9092), Target(None, "kafka-1", 9092)]),
        ("http://[::1]:8080", [Target("http", "[::1]", 8080)]),
        ("cart", [Target(None, "cart", None)]),
        ("cart:99999", []),
        ("listening on localhost:8080", []),
        (":8080", []),
        ("", []),
    ],
)
def test_targets(text: str, expected: list[Target]) -> None:
    assert list(targets(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("proxy_pass http://cart.shop.svc:80;", [("shop", "cart")]),
        ("cart-db-0.cart-db.shop.svc.cluster.local", [("shop", "cart-db")]),
        ("dnssrv+_http._tcp.cart.shop.svc.cluster.local", [("shop", "cart")]),
        ("cart.shop.svcs cart.shop", []),
        ("*.svc", []),
    ],
)
def test_cluster_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(cluster_names(text)) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"DATABASE_URL": "postgres://localhost:5432/cart"}, [5432]),
        ({"CACHE": "127.0.0.1:6379"}, []),
        ({"CACHE_ADDR": "127.0.0.1:6379"}, [6379]),
        ({"cacheServer": "localhost:6379"}, [6379]),
        ({"--metrics-bind-address": "127.0.0.1:8080"}, []),
        ({"CORS_ORIGIN": "http://localhost:3000"}, []),
        ({"REDIS_HOST": "localhost", "REDIS_PORT": "6379"}, [6379]),
        ({"REDIS_HOST": "localhost", "REDIS_PORT": "0"}, []),
        ({"REDIS_HOST": "redis", "REDIS_PORT": "6379"}, []),
        ({"HOST": "localhost", "PORT": "6379"}, []),
    ],
)
def test_local_calls(texts: dict[str, str], expected: list[int]) -> None:
    at = cluster(SHOP).metas[0].at
    calls = local_calls(tuple(Told(key, text, at) for key, text in texts.items()))
    assert [call.port for call in calls] == expected


@given(st.text(), st.text())
def test_any_text_is_understood_or_left_alone(key: str, text: str) -> None:
    at = cluster(SHOP).metas[0].at
    assert all(0 < call.port <= 65535 for call in local_calls((Told(key, text, at),)))
    assert all(namespace and name for namespace, name in cluster_names(text))
