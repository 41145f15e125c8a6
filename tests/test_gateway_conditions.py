"""What a conformant controller says of Gateways and routes, case by case.

The facts are those of the conformance suite of the Gateway API, whose tests the cases name; the manifests are ours.
"""

from __future__ import annotations

import pytest

from k8slint.model.condition import Condition
from k8slint.model.conditions import conditions
from tests.gateways import API, cluster, gateway, grant, namespace, route, secret, service

HTTP = "name: http, port: 80, protocol: HTTP"
CERT = "tls: {certificateRefs: [{name: cert}]}"
TLS = "name: tls, port: 443, protocol: TLS, tls: {mode: Passthrough}"
ALL = "allowedRoutes: {namespaces: {from: All}}"
FAR = "[{backendRefs: [{name: cart, namespace: other, port: 80}]}]"
FROM_ROUTE = f"group: {API}, kind: HTTPRoute, namespace: shop"
FROM_GATEWAY = f"group: {API}, kind: Gateway, namespace: shop"
TO_SERVICE = 'group: "", kind: Service'
TO_SECRET = 'group: "", kind: Secret'
FAR_CERT = "name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert, namespace: other}]}"


def https(refs: str) -> str:
    """An HTTPS listener with certificates."""
    return f"name: https, port: 443, protocol: HTTPS, tls: {{certificateRefs: [{refs}]}}"


def selector(labels: str) -> str:
    """An HTTP listener for the namespaces with some labels."""
    return f"{HTTP}, allowedRoutes: {{namespaces: {{from: Selector, selector: {{matchLabels: {{{labels}}}}}}}}}"


def kinds(*names: str) -> str:
    """An HTTP listener for some kinds."""
    return f"{HTTP}, allowedRoutes: {{kinds: [{', '.join(f'{{kind: {name}}}' for name in names)}]}}"


def text(condition: Condition) -> str:
    """`Reason`, with `no` in front where the status is False."""
    return ("" if condition.status else "no ") + condition.reason


ROUTES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "HTTPRouteSimpleSameNamespace": ((gateway(HTTP), route(), service()), "Accepted", "ResolvedRefs"),
    "HTTPRouteCrossNamespace": (
        (gateway(f"{HTTP}, {ALL}"), route("name: gw, namespace: shop", namespace="team"), service(namespace="team")),
        "Accepted",
        "ResolvedRefs",
    ),
    "HTTPRouteInvalidCrossNamespaceParentRef": (
        (gateway(HTTP), route("name: gw, namespace: shop", namespace="team"), service(namespace="team")),
        "no NotAllowedByListeners",
        "ResolvedRefs",
    ),
    "GatewayWithAttachedRoutes, namespace by name": (
        (gateway(selector("kubernetes.io/metadata.name: shop")), route(), service()),
        "Accepted",
        "ResolvedRefs",
    ),
    "a namespace with the label": (
        (gateway(selector("team: a")), namespace("shop", "team: a"), route(), service()),
        "Accepted",
        "ResolvedRefs",
    ),
    "a namespace without the label": (
        (gateway(selector("team: a")), namespace("shop", "team: b"), route(), service()),
        "no NotAllowedByListeners",
        "ResolvedRefs",
    ),
    "a namespace of another name": (
        (gateway(selector("kubernetes.io/metadata.name: team")), route(), service()),
        "no NotAllowedByListeners",
        "ResolvedRefs",
    ),
    "HTTPRouteInvalidParentRefNotMatchingSectionName": (
        (gateway(HTTP), route("name: gw, sectionName: web"), service()),
        "no NoMatchingParent",
        "ResolvedRefs",
    ),
    "HTTPRouteInvalidParentRefNotMatchingListenerPort": (
        (gateway(HTTP), route("name: gw, port: 81"), service()),
        "no NoMatchingParent",
        "ResolvedRefs",
    ),
    "HTTPRouteInvalidParentRefSectionNameNotMatchingPort": (
        (gateway(HTTP), route("name: gw, sectionName: http, port: 81"), service()),
        "no NoMatchingParent",
        "ResolvedRefs",
    ),
    "HTTPRouteListenerPortMatching": (
        (gateway(HTTP, "name: alt, port: 8080, protocol: HTTP"), route("name: gw, port: 8080"), service()),
        "Accepted",
        "ResolvedRefs",
    ),
    "HTTPRouteListenerSectionNameMatching": (
        (gateway(HTTP), route("name: gw, sectionName: http"), service()),
        "Accepted",
        "ResolvedRefs",
    ),
    "no such Gateway": ((route(), service()), "no NoMatchingParent", "ResolvedRefs"),
    "HTTPRouteDisallowedKind": ((gateway(TLS), route(), service()), "no NotAllowedByListeners", "ResolvedRefs"),
    "a kind that the listener does not name": (
        (gateway(kinds("GRPCRoute")), route(), service()),
        "no NotAllowedByListeners",
        "ResolvedRefs",
    ),
    "a kind that the listener names": (
        (gateway(kinds("GRPCRoute", "HTTPRoute")), route(), service()),
        "Accepted",
        "ResolvedRefs",
    ),
    "GRPCExactMethodMatching": (
        (
            gateway(HTTP),
            route(
                kind="GRPCRoute", rules="[{matches: [{method: {service: a.B}}], backendRefs: [{name: cart, port: 80}]}]"
            ),
            service(),
        ),
        "Accepted",
        "ResolvedRefs",
    ),
    "GRPCRouteListenerHostnameMatching": (
        (gateway(f"{HTTP}, hostname: a.example"), route(kind="GRPCRoute", hosts=("b.example",)), service()),
        "no NoMatchingListenerHostname",
        "ResolvedRefs",
    ),
    "TLSRouteSimpleSameNamespace": (
        (gateway(TLS), route(kind="TLSRoute", hosts=("a.example",), version="v1alpha2"), service()),
        "Accepted",
        "ResolvedRefs",
    ),
    "TLSRouteInvalidNoMatchingListener, HTTP": (
        (gateway(HTTP), route(kind="TLSRoute", hosts=("a.example",)), service()),
        "no NotAllowedByListeners",
        "ResolvedRefs",
    ),
    "TLSRouteInvalidNoMatchingListener, HTTPS": (
        (gateway(https("name: cert")), secret(), route(kind="TLSRoute", hosts=("a.example",)), service()),
        "no NotAllowedByListeners",
        "ResolvedRefs",
    ),
    "TLSRouteInvalidNoMatchingListener, section": (
        (gateway(TLS), route("name: gw, sectionName: no", kind="TLSRoute", hosts=("a.example",)), service()),
        "no NoMatchingParent",
        "ResolvedRefs",
    ),
    "TLSRouteInvalidNoMatchingListener, port": (
        (gateway(TLS), route("name: gw, port: 8443", kind="TLSRoute", hosts=("a.example",)), service()),
        "no NoMatchingParent",
        "ResolvedRefs",
    ),
    "TLSRouteInvalidNoMatchingListenerHostname": (
        (gateway(f"{TLS}, hostname: a.example"), route(kind="TLSRoute", hosts=("b.example",)), service()),
        "no NoMatchingListenerHostname",
        "ResolvedRefs",
    ),
    "TLSRouteInvalidNoMatchingListenerHostname, wildcard": (
        (gateway(f'{TLS}, hostname: "*.a.example"'), route(kind="TLSRoute", hosts=("a.example",)), service()),
        "no NoMatchingListenerHostname",
        "ResolvedRefs",
    ),
    "TLSRouteTerminateSimpleSameNamespace": (
        (gateway(f"name: tls, port: 443, protocol: TLS, {CERT}"), secret(), route(kind="TLSRoute"), service()),
        "Accepted",
        "ResolvedRefs",
    ),
    "TCPRoute on TLS that is passed through": (
        (gateway(TLS), route(kind="TCPRoute"), service()),
        "no NotAllowedByListeners",
        "ResolvedRefs",
    ),
    "TCPRoute on TLS that is terminated": (
        (gateway(f"name: tls, port: 443, protocol: TLS, {CERT}"), secret(), route(kind="TCPRoute"), service()),
        "Accepted",
        "ResolvedRefs",
    ),
    "TCPRoute": (
        (gateway("name: tcp, port: 5432, protocol: TCP"), route(kind="TCPRoute", version="v1alpha2"), service()),
        "Accepted",
        "ResolvedRefs",
    ),
    "UDPRoute": (
        (gateway("name: udp, port: 53, protocol: UDP"), route(kind="UDPRoute", version="v1alpha2"), service()),
        "Accepted",
        "ResolvedRefs",
    ),
    "UDPRoute on TCP": (
        (gateway("name: tcp, port: 53, protocol: TCP"), route(kind="UDPRoute", version="v1alpha2"), service()),
        "no NotAllowedByListeners",
        "ResolvedRefs",
    ),
    "HTTPRouteInvalidNonExistentBackendRef": ((gateway(HTTP), route()), "Accepted", "no BackendNotFound"),
    "HTTPRouteInvalidBackendRefUnknownKind": (
        (gateway(HTTP), route(rules="[{backendRefs: [{group: unknown.example, kind: Nothing, name: cart}]}]")),
        "Accepted",
        "no InvalidKind",
    ),
    "TLSRouteInvalidBackendRefNonexistent": (
        (gateway(TLS), route(kind="TLSRoute", hosts=("a.example",))),
        "Accepted",
        "no BackendNotFound",
    ),
    "HTTPRouteInvalidCrossNamespaceBackendRef": (
        (gateway(HTTP), route(rules=FAR), service(namespace="other")),
        "Accepted",
        "no RefNotPermitted",
    ),
    "HTTPRouteReferenceGrant": (
        (gateway(HTTP), route(rules=FAR), service(namespace="other"), grant(FROM_ROUTE, TO_SERVICE)),
        "Accepted",
        "ResolvedRefs",
    ),
    "HTTPRouteReferenceGrant, by name": (
        (gateway(HTTP), route(rules=FAR), service(namespace="other"), grant(FROM_ROUTE, f"{TO_SERVICE}, name: cart")),
        "Accepted",
        "ResolvedRefs",
    ),
    "HTTPRouteInvalidReferenceGrant, name": (
        (gateway(HTTP), route(rules=FAR), service(namespace="other"), grant(FROM_ROUTE, f"{TO_SERVICE}, name: web")),
        "Accepted",
        "no RefNotPermitted",
    ),
    "TLSRouteInvalidReferenceGrant, kind": (
        (
            gateway(TLS),
            route(kind="TLSRoute", hosts=("a.example",), rules=FAR),
            service(namespace="other"),
            grant(FROM_ROUTE, TO_SERVICE),
        ),
        "Accepted",
        "no RefNotPermitted",
    ),
    "HTTPRoutePartiallyInvalidViaInvalidReferenceGrant": (
        (
            gateway(HTTP),
            route(rules=f"[{FAR[1:-1]}, {{backendRefs: [{{name: cart, port: 80}}]}}]"),
            service(),
            service(namespace="other"),
            grant(FROM_ROUTE, TO_SERVICE, namespace="team"),
        ),
        "Accepted",
        "no RefNotPermitted",
    ),
    "HTTPRouteRequestMirror, no such backend": (
        (
            gateway(HTTP),
            service(),
            route(
                rules="[{filters: [{type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 80}}}], "
                "backendRefs: [{name: cart, port: 80}]}]"
            ),
        ),
        "Accepted",
        "no BackendNotFound",
    ),
    "HTTPRouteRedirectPort": (
        (gateway(HTTP), route(rules="[{filters: [{type: RequestRedirect, requestRedirect: {port: 8083}}]}]")),
        "Accepted",
        "ResolvedRefs",
    ),
    "a listener of a controller's own protocol": (
        (gateway("name: mesh, port: 15008, protocol: HBONE"), route(), service()),
        "Accepted",
        "ResolvedRefs",
    ),
    "GatewaySecretMissingReferencedSecret does not keep routes away": (
        (gateway(https("name: cert")), route(), service()),
        "Accepted",
        "ResolvedRefs",
    ),
}
"""Objects, and the reasons of the route's Accepted and ResolvedRefs."""


@pytest.mark.parametrize("case", ROUTES)
def test_route(case: str) -> None:
    texts, accepted, resolved = ROUTES[case]
    (status,) = conditions(cluster(*texts)).routes
    assert [text(condition) for condition in status.conditions] == [accepted, resolved]


HOSTS = [
    (("non.matching.com", "very.specific.com"), True),
    (("wildcard.io", "foo.wildcard.io"), True),
    (("foo.bar.wildcard.io",), True),
    (("*.specific.com",), True),
    (("*.anotherwildcard.io",), True),
    (("specific.but.wrong.com", "wildcard.io"), False),
    (("*.com",), True),
    (("*.very.specific.com",), False),
    (("VERY.specific.com",), True),
    ((), True),
]
"""HTTPRouteHostnameIntersection, and some that it lacks."""


@pytest.mark.parametrize(("hosts", "accepted"), HOSTS)
def test_hostnames(hosts: tuple[str, ...], accepted: bool) -> None:
    names = ("very.specific.com", "*.wildcard.io", "*.anotherwildcard.io")
    listeners = (f'name: l{i}, port: 80, protocol: HTTP, hostname: "{name}"' for i, name in enumerate(names))
    (status,) = conditions(cluster(gateway(*listeners), route(hosts=hosts), service())).routes
    assert text(status.conditions[0]) == ("Accepted" if accepted else "no NoMatchingListenerHostname")


GOOD = "Accepted ResolvedRefs no NoConflicts"
LISTENERS: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "GatewayWithAttachedRoutes": ((gateway(HTTP),), [GOOD]),
    "GatewayInvalidRouteKind": ((gateway(kinds("InvalidRoute")),), ["Accepted no InvalidRouteKinds no NoConflicts"]),
    "GatewayInvalidRouteKind, with a valid one": (
        (gateway(kinds("InvalidRoute", "HTTPRoute")),),
        ["Accepted no InvalidRouteKinds no NoConflicts"],
    ),
    "GatewayUnsupportedRouteKind": ((gateway(kinds("UDPRoute")),), ["Accepted no InvalidRouteKinds no NoConflicts"]),
    "GatewayInvalidListenersUnsupportedProtocol": (
        (gateway("name: x, port: 1111, protocol: INVALID"),),
        ["no UnsupportedProtocol ResolvedRefs no NoConflicts"],
    ),
    "GatewayInvalidTLSConfiguration, no such Secret": (
        (gateway(HTTP, https("name: cert")),),
        [GOOD, "Accepted no InvalidCertificateRef no NoConflicts"],
    ),
    "GatewayInvalidTLSConfiguration, group": (
        (gateway(https("group: wrong.example, kind: Secret, name: cert")), secret()),
        ["Accepted no InvalidCertificateRef no NoConflicts"],
    ),
    "GatewayInvalidTLSConfiguration, kind": (
        (gateway(https("group: '', kind: Wrong, name: cert")), secret()),
        ["Accepted no InvalidCertificateRef no NoConflicts"],
    ),
    "GatewayInvalidTLSConfiguration, malformed": (
        (gateway(https("name: cert")), secret(keys="tls.crt: YQ==")),
        ["Accepted no InvalidCertificateRef no NoConflicts"],
    ),
    "HTTPRouteHTTPSListener": ((gateway(https("name: cert")), secret()), [GOOD]),
    "GatewaySecretMissingReferenceGrant": (
        (gateway(FAR_CERT), secret(namespace="other")),
        ["Accepted no RefNotPermitted no NoConflicts"],
    ),
    "GatewaySecretReferenceGrantAllInNamespace": (
        (gateway(FAR_CERT), secret(namespace="other"), grant(FROM_GATEWAY, TO_SECRET)),
        [GOOD],
    ),
    "GatewaySecretReferenceGrantSpecific": (
        (gateway(FAR_CERT), secret(namespace="other"), grant(FROM_GATEWAY, f"{TO_SECRET}, name: cert")),
        [GOOD],
    ),
    "two listeners with names of their own": (
        (gateway(f"{HTTP}, hostname: a.example", "name: b, port: 80, protocol: HTTP, hostname: b.example"),),
        [GOOD, GOOD],
    ),
    "GatewayHTTPListenerIsolation": (
        (gateway(HTTP, 'name: b, port: 80, protocol: HTTP, hostname: "*.example"'),),
        [GOOD, GOOD],
    ),
    "two listeners with one name": (
        (gateway(HTTP, "name: b, port: 80, protocol: HTTP"),),
        ["no Invalid ResolvedRefs HostnameConflict"] * 2,
    ),
    "HTTP and HTTPS on a port": (
        (gateway(f"name: a, port: 443, protocol: HTTPS, {CERT}", "name: b, port: 443, protocol: HTTP"), secret()),
        ["no Invalid ResolvedRefs ProtocolConflict"] * 2,
    ),
    "GatewayListenerProtocolAndRouteKindConflicts": (
        (gateway(f"name: a, port: 443, protocol: HTTPS, {CERT}", TLS), secret()),
        ["no Invalid ResolvedRefs ProtocolConflict"] * 2,
    ),
    "GatewayHTTPSAndTLSPassthroughSamePort": (
        (
            gateway(
                f'name: a, port: 443, protocol: HTTPS, hostname: "*.example", {CERT}', f"{TLS}, hostname: a.example"
            ),
            secret(),
        ),
        [GOOD, GOOD],
    ),
    "TCP and UDP on a port": (
        (gateway("name: a, port: 53, protocol: TCP", "name: b, port: 53, protocol: UDP"),),
        [GOOD, GOOD],
    ),
    "TCP twice on a port": (
        (gateway("name: a, port: 53, protocol: TCP", "name: b, port: 53, protocol: TCP"),),
        ["no Invalid ResolvedRefs ProtocolConflict"] * 2,
    ),
}
"""Objects, and the reasons of Accepted, ResolvedRefs and Conflicted of each listener."""


@pytest.mark.parametrize("case", LISTENERS)
def test_listener(case: str) -> None:
    texts, expected = LISTENERS[case]
    found = conditions(cluster(*texts)).listeners
    assert [" ".join(text(condition) for condition in status.conditions) for status in found] == expected


INVALID_GRANTS = [
    grant(FROM_GATEWAY, f"{TO_SECRET}, name: cert", namespace="team"),
    grant("group: not.example, kind: Gateway, namespace: shop", TO_SECRET),
    grant(FROM_ROUTE, TO_SECRET),
    grant(FROM_GATEWAY.replace("shop", "team"), TO_SECRET),
    grant(FROM_GATEWAY, "group: not.example, kind: Secret"),
    grant(FROM_GATEWAY, TO_SERVICE),
    grant(FROM_GATEWAY, f"{TO_SECRET}, name: other"),
]


@pytest.mark.parametrize("text_", INVALID_GRANTS)
def test_grant_that_does_not_fit(text_: str) -> None:
    """GatewaySecretInvalidReferenceGrant."""
    (status,) = conditions(cluster(gateway(FAR_CERT), secret(namespace="other"), text_)).listeners
    assert text(status.conditions[1]) == "no RefNotPermitted"


def test_attached_routes_and_supported_kinds() -> None:
    """GatewayWithAttachedRoutes: each listener counts its own."""
    listeners = (f"{HTTP}, allowedRoutes: {{kinds: [{{kind: HTTPRoute}}]}}", "name: udp, port: 8080, protocol: UDP")
    found = conditions(cluster(gateway(*listeners), route(), route(name="web"), service())).listeners
    assert [(status.attached_routes, status.supported_kinds) for status in found] == [
        (2, ("HTTPRoute",)),
        (0, ("UDPRoute",)),
    ]


def test_what_the_input_lacks_is_assumed() -> None:
    (status,) = conditions(cluster(route())).routes
    assert [condition.assumed for condition in status.conditions] == [True, True]


def test_a_route_of_the_mesh_has_no_gateway() -> None:
    """MeshHTTPRouteSimpleSameNamespace: its parent is a Service."""
    assert conditions(cluster(route("group: '', kind: Service, name: cart"), service())).routes == ()
