"""Gateways and routes that nobody writes: whatever the values, nothing raises; however many, the work stays bounded."""

from __future__ import annotations

import json
from time import perf_counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from k8slint.config import Config
from k8slint.door.gateway import gateway_ways
from k8slint.engine import check_cluster
from k8slint.manifests import load_text
from k8slint.model.conditions import conditions
from k8slint.rule import load_rules
from k8slint.validity.schema import load as load_schema
from tests.gateways import API, cluster, gateway, route
from tests.made import values

RULES = frozenset(
    rule.name for rule in load_rules() if rule.name.startswith(("gateway-", "route-", "reference-", "listener-"))
)
KINDS = {
    "Gateway": "gateway.json",
    "HTTPRoute": "http-route.json",
    "GRPCRoute": "grpc-route.json",
    "TLSRoute": "tls-route.json",
    "TCPRoute": "tcp-route.json",
    "UDPRoute": "udp-route.json",
    "ReferenceGrant": "reference-grant.json",
    "GatewayClass": "gateway-class.json",
}


@st.composite
def objects(draw: st.DrawFn) -> str:
    """Objects that fit their schemas in part, and so refer to each other now and then."""
    found: list[dict[str, Any]] = []
    for kind in draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=5)):
        body = draw(values(load_schema(KINDS[kind]), KINDS[kind]))
        body = body if isinstance(body, dict) else {"spec": body}
        metadata = {"name": draw(st.sampled_from(["web", "cart"])), "namespace": "shop"}
        found.append({**body, "apiVersion": f"{API}/v1", "kind": kind, "metadata": metadata})
    return "\n---\n".join(json.dumps(one) for one in found)


@settings(max_examples=100, deadline=None)
@given(objects())
def test_nothing_raises(text: str) -> None:
    found = load_text(text, config=Config(select=RULES))
    assert not check_cluster(found).crashes
    conditions(found)
    gateway_ways(found)


def seconds(count: int) -> float:
    """How long the rules take for so many routes to as many hosts, with two listeners."""
    listeners = (
        'name: http, port: 80, protocol: HTTP, hostname: "*.example"',
        'name: alt, port: 81, protocol: HTTP, hostname: "*.example"',
    )
    routes = (route(name=f"r{i}", hosts=(f"h{i}.example", "shared.example")) for i in range(count))
    found = load_text("---\n".join((gateway(*listeners), *routes)), config=Config(select=RULES))
    start = perf_counter()
    assert not check_cluster(found).crashes
    return perf_counter() - start


def test_ten_thousand_routes() -> None:
    few, many = seconds(1_000), seconds(10_000)
    assert many < 40 * few + 1


def test_a_route_with_all_that_the_api_takes() -> None:
    """Hosts, rules, matches and listeners multiply."""
    listeners = (f'name: l{i}, port: {i + 1}, protocol: HTTP, hostname: "*.example"' for i in range(200))
    match = ", ".join(f"{{path: {{value: /{i}}}}}" for i in range(3))
    rules = ", ".join(f"{{matches: [{match}], backendRefs: [{{name: s, port: 80}}]}}" for _ in range(40))
    start = perf_counter()
    found = cluster(gateway(*listeners), route(hosts=tuple(f"h{i}.example" for i in range(40)), rules=f"[{rules}]"))
    assert not check_cluster(found).crashes
    assert perf_counter() - start < 30
