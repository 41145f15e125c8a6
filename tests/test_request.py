"""Which ways a request takes."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from k8slint.config import Config
from k8slint.door.doors import doors, ways
from k8slint.door.expression import starts_with
from k8slint.door.request import Miss, Request, outcome
from k8slint.inputs.read import read_text
from k8slint.model.cluster import Cluster
from k8slint.parse.cluster import parse_cluster


def cluster_of(*objects: dict[str, Any]) -> Cluster:
    return parse_cluster(read_text("a.yaml", yaml.safe_dump_all(objects)), Config())


def ingress(
    name: str = "shop",
    rules: dict[str, dict[str, str]] | None = None,
    class_: str | None = "nginx",
    annotations: dict[str, str] | None = None,
    default: str | None = None,
) -> dict[str, Any]:
    """`rules` maps a host (empty for every host) to paths, written `Type /path`, and the Service of each."""
    listed = []
    for host, paths in (rules or {}).items():
        rule: dict[str, Any] = {"host": host} if host else {}
        if paths:
            rule["http"] = {"paths": [_path(text, service) for text, service in paths.items()]}
        listed.append(rule)
    spec: dict[str, Any] = {"rules": listed}
    if class_:
        spec["ingressClassName"] = class_
    if default:
        spec["defaultBackend"] = _backend(default)
    meta = {"name": name, "namespace": "shop", "annotations": annotations or {}}
    return {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": meta, "spec": spec}


def _path(text: str, service: str) -> dict[str, Any]:
    type_, _, path = text.partition(" ")
    return {"path": path, "pathType": type_, "backend": _backend(service)}


def _backend(service: str) -> dict[str, Any]:
    return {"service": {"name": service, "port": {"number": 80}}}


def services(cluster: Cluster, url: str) -> list[str | None]:
    """Where a request goes, in order."""
    return [way.service or way.redirect for way in outcome(cluster, Request.of(url)).ways]


def misses(cluster: Cluster, url: str) -> set[tuple[Miss, str | None]]:
    """What a request misses by little."""
    return {(near.miss, near.way.match.host) for near in outcome(cluster, Request.of(url)).near}


SHOP = {
    "shop.example": {"Prefix /": "web", "Prefix /cart": "cart", "Exact /cart": "one", "ImplementationSpecific /x": "x"},
    "*.shop.example": {"Prefix /": "tenants"},
    "": {"Prefix /any": "any"},
}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://shop.example/", ["web"]),
        ("http://SHOP.example./cart", ["one"]),
        ("http://shop.example/cart/", ["cart"]),
        ("http://shop.example/carts", ["web"]),
        ("http://shop.example/xyz", ["x"]),
        ("http://shop.example/any", ["web"]),
        ("http://a.shop.example/any", ["tenants"]),
        ("http://a.b.shop.example/", []),
        ("http://other.example/any/1", ["any"]),
        ("http://other.example/", []),
    ],
)
def test_ingress_nginx(url: str, expected: list[str]) -> None:
    assert services(cluster_of(ingress(rules=SHOP)), url) == expected


@pytest.mark.parametrize(
    ("class_", "path", "url", "expected"),
    [
        ("nginx", "Prefix /a", "/ab", []),
        ("traefik", "Prefix /a", "/ab", ["s"]),
        ("alb", "ImplementationSpecific /a/*", "/a/b/c", ["s"]),
        ("alb", "ImplementationSpecific /a", "/a/b", []),
        ("alb", "ImplementationSpecific /?", "/b", ["s"]),
        ("kong", "ImplementationSpecific /~/v[0-9]+$", "/v12", ["s"]),
        ("kong", "ImplementationSpecific /~/v[0-9]+$", "/vx", []),
        ("contour", "ImplementationSpecific /a[0-9]+", "/a1", ["s"]),
        ("cilium", "ImplementationSpecific /a.*", "/abc", ["s"]),
        (None, "ImplementationSpecific /a", "/ab", ["s"]),
        (None, "ImplementationSpecific /a", "/b", []),
    ],
)
def test_paths_are_compared_as_the_controller_does(
    class_: str | None, path: str, url: str, expected: list[str]
) -> None:
    cluster = cluster_of(ingress(rules={"h.example": {path: "s"}}, class_=class_))
    assert services(cluster, f"http://h.example{url}") == expected


def test_rewriting_makes_the_paths_of_the_host_expressions() -> None:
    rules = {"h.example": {"ImplementationSpecific /cart(/|$)(.*)": "cart", "ImplementationSpecific /(.*)": "web"}}
    rewriting = {"nginx.ingress.kubernetes.io/rewrite-target": "/$2"}
    cluster = cluster_of(ingress(rules=rules, annotations=rewriting))
    assert services(cluster, "http://h.example/CART/1") == ["cart"]
    assert services(cluster, "http://h.example/carts") == ["web"]


def test_default_backend_takes_what_is_left() -> None:
    cluster = cluster_of(ingress(rules={"h.example": {"Prefix /a": "a"}, "empty.example": {}}, default="rest"))
    assert services(cluster, "http://h.example/a") == ["a"]
    assert services(cluster, "http://h.example/b") == ["rest"]
    assert services(cluster, "http://empty.example/") == ["rest"]
    assert services(cluster, "http://other.example/") == []
    assert services(cluster_of(ingress(default="rest")), "http://other.example/") == ["rest"]


def test_a_path_for_everything_leaves_nothing_to_the_default_backend() -> None:
    cluster = cluster_of(ingress(rules={"h.example": {"Prefix /": "web"}}, default="rest"))
    assert services(cluster, "http://h.example/b") == ["web"]


def test_annotations_of_ingress_nginx() -> None:
    prefix = "nginx.ingress.kubernetes.io/"
    rules = {"h.example": {"Prefix /": "web", "Prefix /a": "a"}}
    alias = cluster_of(ingress(rules=rules, annotations={f"{prefix}server-alias": "www.example, ~^x"}))
    assert services(alias, "http://www.example/a") == ["a"]
    moved = cluster_of(ingress(rules=rules, annotations={f"{prefix}permanent-redirect": "https://new.example"}))
    assert services(moved, "http://h.example/") == ["https://new.example"]
    passed = cluster_of(ingress(rules=rules, annotations={f"{prefix}ssl-passthrough": "true"}))
    assert services(passed, "https://h.example/a")[0] == "web"


def test_a_canary_shares_what_its_stable_ingress_takes() -> None:
    prefix = "nginx.ingress.kubernetes.io/"
    rules = {"h.example": {"Prefix /": "web"}}
    canary = {f"{prefix}canary": "true", f"{prefix}canary-by-header": "X-New", f"{prefix}canary-weight": "10"}
    new = ingress("new", {"h.example": {"Prefix /": "new"}}, annotations=canary)
    found = outcome(cluster_of(ingress(rules=rules), new), Request.of("http://h.example/")).ways
    assert [(way.service, way.match.others) for way in found] == [
        ("new", ("header X-New",)),
        ("web", ()),
        ("new", ()),
    ]


def test_actions_of_the_aws_controller() -> None:
    action = (
        '{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"blue","servicePort":"80","weight":1}]}}'
    )
    annotations = {"alb.ingress.kubernetes.io/actions.split": action}
    rules = {"h.example": {"Prefix /": "split"}}
    made = ingress(rules=rules, class_="alb", annotations=annotations)
    backend = made["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    backend["port"] = {"name": "use-annotation"}
    assert services(cluster_of(made), "http://h.example/") == ["blue"]


def test_near_misses() -> None:
    cluster = cluster_of(ingress(rules=SHOP | {"h.example": {"Prefix /a": "a"}}))
    assert misses(cluster, "http://shop.exampel/") == {(Miss.HOST, "shop.example")}
    assert misses(cluster, "http://h.example/b") == {(Miss.PATH, "h.example")}
    assert misses(cluster, "http://unrelated.example/") == set()


def service(name: str, type_: str, annotations: dict[str, str] | None = None, **spec: Any) -> dict[str, Any]:
    spec = {"type": type_, "selector": {"app": name}, "ports": [{"port": 443, "targetPort": 8443}], **spec}
    meta = {"name": name, "namespace": "shop", "annotations": annotations or {}}
    return {"apiVersion": "v1", "kind": "Service", "metadata": meta, "spec": spec}


def test_a_balancer_takes_what_its_names_and_addresses_lead_to_it() -> None:
    names = {"external-dns.alpha.kubernetes.io/hostname": "Mq.example., b.example"}
    record = {"dnsName": "www.example", "recordType": "CNAME", "targets": ["mq.example"]}
    alias = {"apiVersion": "externaldns.k8s.io/v1alpha1", "kind": "DNSEndpoint", "metadata": {"name": "x"}}
    cluster = cluster_of(
        service("mq", "LoadBalancer", names, loadBalancerIP="203.0.113.9"), {**alias, "spec": {"endpoints": [record]}}
    )
    for host in ("mq.example", "b.example", "www.example", "203.0.113.9"):
        assert services(cluster, f"https://{host}") == ["mq"], host
    assert services(cluster, "https://other.example") == []
    assert misses(cluster, "https://mq.example:444") == {(Miss.PORT, None)}


def test_records_that_lead_in_circles_end() -> None:
    records = [{"dnsName": a, "recordType": "CNAME", "targets": [b]} for a, b in (("a.x", "b.x"), ("b.x", "a.x"))]
    meta = {"apiVersion": "externaldns.k8s.io/v1alpha1", "kind": "DNSEndpoint", "metadata": {"name": "x"}}
    assert services(cluster_of({**meta, "spec": {"endpoints": records}}), "http://a.x") == []


def test_routes_of_openshift() -> None:
    def route(name: str, **spec: Any) -> dict[str, Any]:
        meta = {"name": name, "namespace": "shop"}
        return {"apiVersion": "route.openshift.io/v1", "kind": "Route", "metadata": meta, "spec": spec}

    web = {"kind": "Service", "name": "web", "weight": 1}
    idle = {"kind": "Service", "name": "idle", "weight": 0}
    cluster = cluster_of(
        route("web", host="h.example", to=web, alternateBackends=[idle], tls={"termination": "edge"}),
        route("cart", host="h.example", path="/cart", to={"name": "cart"}, tls={"termination": "edge"}),
        route("wild", host="x.apps.example", to={"name": "wild"}, wildcardPolicy="Subdomain"),
    )
    assert services(cluster, "https://h.example/cart/1") == ["cart"]
    assert services(cluster, "https://h.example/carts") == ["web"]
    assert services(cluster, "http://y.apps.example/") == ["wild"]
    assert misses(cluster, "https://y.apps.example/") == {(Miss.PORT, "*.apps.example")}


PATHS = st.sampled_from(["/", "/a", "/a/", "/a/b", "/ab", "/b"])
TYPES = st.sampled_from(["Exact", "Prefix"])
HOSTS = st.sampled_from(["h.example", "*.example", ""])
ROUTES = st.dictionaries(st.tuples(HOSTS, TYPES, PATHS), st.sampled_from("uvw"), max_size=6)


@given(ROUTES, PATHS, st.sampled_from(["h.example", "i.example", "other"]))
def test_first_match_is_that_of_a_plain_reading(routes: dict[tuple[str, str, str], str], path: str, host: str) -> None:
    """The documentation's words: the host's rules, then the longest path, Exact before Prefix."""
    rules: dict[str, dict[str, str]] = {}
    for (rule_host, type_, text), name in routes.items():
        rules.setdefault(rule_host, {})[f"{type_} {text}"] = name
    found = outcome(cluster_of(ingress(rules=rules)), Request.of(f"http://{host}{path}")).ways
    best = [h for h in ("h.example" if host == "h.example" else None, _wild(host), "") if h is not None and h in rules]
    taken = [
        (type_ == "Exact", len(text.rstrip("/")), len(text), name)
        for (rule_host, type_, text), name in routes.items()
        if best and rule_host == best[0] and _takes(type_, text, path)
    ]
    assert [way.service for way in found][:1] == ([max(taken, key=lambda t: t[:3])[3]] if taken else [])


def _wild(host: str) -> str | None:
    return "*.example" if host.endswith(".example") else None


def _takes(type_: str, text: str, path: str) -> bool:
    elements = [part for part in text.split("/") if part]
    asked = [part for part in path.split("/") if part]
    return path == text if type_ == "Exact" else asked[: len(elements)] == elements


PIECES = st.sampled_from(
    ["a", "b", "/", ".", "(a|b)", "[ab]", "[^a/]", "a*", "b+", "(/|$)", "(.*)", "a?", "a{1,2}", "$"]
)
EXPRESSIONS = st.lists(PIECES, max_size=5).map("".join)


@given(EXPRESSIONS, st.text("ab/", max_size=6))
def test_expressions_match_as_those_of_python(expression: str, path: str) -> None:
    assert starts_with(expression, path) is (re.match(expression, path) is not None)


def test_expressions_take_bounded_time() -> None:
    assert starts_with("(a*)*" * 60 + "b$", "a" * 400) is False
    assert starts_with("(((a?)*)*)*$", "a" * 400 + "b") is False
    assert starts_with("(" * 100 + ")" * 100, "/") is None
    assert starts_with("(?=a)", "a") is None
    assert starts_with("a{1,9999}", "a") is None


WORDS = (
    "rules host http paths path backend service name port number tls hosts defaultBackend type ports to weight"
    " endpoints dnsName recordType targets externalIPs addresses"
)
MESS: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "a", "80", "*.a", "{", "http", "CNAME"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(WORDS.split()), inner, max_size=3),
    max_leaves=12,
)
KINDS = st.sampled_from(
    [
        ("networking.k8s.io/v1", "Ingress"),
        ("v1", "Service"),
        ("route.openshift.io/v1", "Route"),
        ("externaldns.k8s.io/v1alpha1", "DNSEndpoint"),
        ("metallb.io/v1beta1", "IPAddressPool"),
    ]
)


@given(st.lists(st.tuples(KINDS, MESS), max_size=4))
def test_no_input_raises(objects: list[tuple[tuple[str, str], Any]]) -> None:
    made = [{"apiVersion": a, "kind": k, "metadata": {"name": "x"}, "spec": spec} for (a, k), spec in objects]
    cluster = cluster_of(*made)
    assert len(doors(cluster)) <= len(ways(cluster))
    outcome(cluster, Request.of("https://a.example/"))
