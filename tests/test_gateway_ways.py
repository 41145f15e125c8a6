"""Gateways as doors, and the ways through them in the order of the API."""

from __future__ import annotations

from k8slint.door.gateway import gateway_doors, gateway_ways
from k8slint.door.way import Match, PathMatch
from k8slint.model.port import Protocol
from tests.gateways import API, cluster, gateway, grant, route, secret, service

HTTP = "name: http, port: 80, protocol: HTTP"


def rules(*matches: str) -> str:
    """One rule for each match, to the Services s0, s1, …"""
    items = (f"{{matches: [{match}], backendRefs: [{{name: s{i}, port: 80}}]}}" for i, match in enumerate(matches))
    return f"[{', '.join(items)}]"


def order(*texts: str) -> list[str]:
    """The Services in the order in which requests are matched."""
    return [way.service or "" for way in gateway_ways(cluster(*texts))]


def test_precedence_within_a_route() -> None:
    """Exact paths, then the longest prefix, then methods, headers and query parameters."""
    matches = (
        "{path: {value: /a}}",
        "{path: {value: /a, type: Exact}}",
        "{path: {value: /a/b}}",
        "{path: {value: /a}, queryParams: [{name: q, value: a}]}",
        "{path: {value: /a}, headers: [{name: x, value: a}]}",
        "{path: {value: /a}, headers: [{name: x, value: a}, {name: y, value: a}]}",
        "{path: {value: /a}, method: GET}",
        "{path: {value: /a}}",
    )
    assert order(gateway(HTTP), route(rules=rules(*matches))) == ["s1", "s2", "s6", "s5", "s4", "s3", "s0", "s7"]


def test_precedence_among_routes() -> None:
    """The more precise hostname first, then names."""

    def to(name: str, host: str) -> str:
        return route(name=name, hosts=(host,), rules=f"[{{backendRefs: [{{name: {name}, port: 80}}]}}]")

    texts = (to("c", "*.example"), to("b", "a.example"), to("a", "a.example"), to("d", "*.b.example"))
    assert order(gateway(HTTP), *texts) == ["a", "b", "d", "c"]


def test_a_way_tells_all_of_it() -> None:
    match = (
        "{path: {value: /a, type: Exact}, method: GET, headers: [{name: X, value: a}],"
        " queryParams: [{name: q, type: RegularExpression, value: a+}]}"
    )
    listener = "name: https, port: 443, protocol: HTTPS, hostname: a.example, tls: {certificateRefs: [{name: cert}]}"
    (way,) = gateway_ways(cluster(gateway(listener), secret(), route(hosts=("*.example",), rules=rules(match))))
    others = ("method GET", "header x=a", "query parameter q~a+")
    assert way.match == Match("a.example", "/a", PathMatch.EXACT, others)
    assert (way.namespace, way.service, way.port, way.listens, way.tls) == ("shop", "s0", 80, 443, True)
    assert [name for name, _ in way.names] == ["listener https", "HTTPRoute shop/cart"]
    assert way.door.meta.name == "gw"


def test_a_call_is_a_path() -> None:
    found = gateway_ways(
        cluster(
            gateway(HTTP),
            route(
                kind="GRPCRoute",
                rules=rules(
                    "{method: {service: shop.Cart, method: Add}}",
                    "{method: {service: shop.Cart}}",
                    "{method: {method: Add}}",
                    "{method: {type: RegularExpression, service: 'shop[.].*'}}",
                ),
            ),
        )
    )
    assert [(way.match.path, way.match.path_match) for way in found] == [
        ("/shop.Cart/Add", PathMatch.EXACT),
        ("/shop[.].*/[^/]+", PathMatch.REGEX),
        ("/[^/]+/Add", PathMatch.REGEX),
        ("/shop.Cart", PathMatch.PREFIX),
    ]


def test_protocols() -> None:
    texts = (
        gateway("name: udp, port: 53, protocol: UDP", "name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}"),
        route(kind="UDPRoute", name="dns"),
        route(kind="TLSRoute", name="vault", hosts=("vault.example",)),
    )
    found = gateway_ways(cluster(*texts))
    assert [(way.protocol, way.tls, way.match.host) for way in found] == [
        (Protocol.UDP, False, None),
        (Protocol.TCP, True, "vault.example"),
    ]


def test_what_leads_nowhere() -> None:
    """A backend without a share or a grant, a route that is refused, listeners in conflict, a waypoint of a mesh."""
    far = "[{backendRefs: [{name: cart, namespace: other, port: 80}, {name: web, port: 80, weight: 0}]}]"
    assert order(gateway(HTTP), route(rules=far), service(namespace="other")) == []
    assert order(gateway(HTTP), route("name: gw, namespace: shop", namespace="team")) == []
    assert order(gateway(HTTP, "name: b, port: 80, protocol: HTTP"), route()) == []
    assert gateway_doors(cluster(gateway("name: mesh, port: 15008, protocol: HBONE"))) == ()
    granted = grant(f"group: {API}, kind: HTTPRoute, namespace: shop", 'group: "", kind: Service')
    assert order(gateway(HTTP), route(rules=far), granted) == ["cart"]


POD = """apiVersion: v1
kind: Pod
metadata: {name: %s, namespace: shop, labels: {%s}}
spec: {containers: [{name: proxy, image: example.com/proxy:1}]}
"""


def test_the_pods_of_a_gateway() -> None:
    """By the label of automated deployment, or through the Service that an address names."""
    own, front = POD % ("own", f"{API}/gateway-name: gw"), POD % ("front", "app: cart")
    address = "addresses: [{type: Hostname, value: cart.shop.svc.cluster.local}]"
    (door,) = gateway_doors(cluster(gateway(HTTP, more=address), own, front, service()))
    assert [workload.name for workload in door.controllers] == ["own", "front"]


def test_whether_a_gateway_is_internal() -> None:
    text = gateway(HTTP)
    classes = ("istio", "gke-l7-rilb", "gke-l7-global-external-managed")
    doors = [gateway_doors(cluster(text.replace("istio", name)))[0] for name in classes]
    assert [door.internal for door in doors] == [None, True, False]
