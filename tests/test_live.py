"""The commands that confirm a path: which, in which order, with which tools."""

from __future__ import annotations

from typing import Any

import pytest

from k8slint.config import Config
from k8slint.edge.name import Form, ServiceName
from k8slint.finding import ObjectRef
from k8slint.live.commands import commands
from k8slint.live.tool import Tool, tool_of
from k8slint.path.follow import follow
from k8slint.path.hop import Hop, HopKind, State
from k8slint.path.path import Path
from k8slint.profile import Profile
from tests.live import cluster_of, confirming, lines, policy, service, workload

CART, REDIS = workload("cart", "busybox"), workload("redis", "redis:7")
PROBE = "kubectl exec -n shop deployment/cart -c cart -- nc -zv -w 3 redis.shop.svc.cluster.local. 80"
GET_POLICY = "kubectl get networkpolicy/closed -n shop -o yaml"
SLICES = "kubectl get endpointslices -n shop -l kubernetes.io/service-name=redis"
DENY = policy({"podSelector": {"matchLabels": {"app": "redis"}}, "ingress": []})
NO_DNS = policy({"podSelector": {}, "policyTypes": ["Egress"], "egress": [{"to": [{"podSelector": {}}]}]})
LOOKUP = "kubectl exec -n shop deployment/cart -c cart -- nslookup redis.shop.svc.cluster.local."


@pytest.mark.parametrize(
    ("objects", "first"),
    [
        ((service(),), [PROBE, "kubectl get service/redis -n shop -o wide", SLICES]),
        ((service("redsi"),), ["kubectl get service/redis -n shop -o wide", "kubectl get services -n shop", LOOKUP]),
        (
            (service(port=81),),
            ["kubectl get service/redis -n shop -o wide", PROBE],
        ),
        (
            (service(selected="rediss"),),
            [
                SLICES,
                "kubectl get pods -n shop -l app=rediss -o wide --show-labels",
                "kubectl get pods -n shop --show-labels",
            ],
        ),
        (
            (service(targetPort="tcp"),),
            [SLICES, "kubectl auth can-i patch pods --subresource=ephemeralcontainers -n shop"],
        ),
        ((service(), NO_DNS), [LOOKUP, "kubectl get pods -n kube-system -l k8s-app=kube-dns -o wide", GET_POLICY]),
    ],
    ids=["holds", "name", "port", "endpoints", "target port", "dns"],
)
def test_the_broken_hop_comes_first(objects: tuple[dict[str, Any], ...], first: list[str]) -> None:
    assert lines(confirming(CART, REDIS, *objects))[: len(first)] == first


def test_a_refused_connection_is_tried_and_the_policy_read() -> None:
    found = lines(confirming(CART, REDIS, service(), DENY))
    assert found[0] == PROBE
    assert found[1].startswith("SERVER_ADDRESS=$(kubectl get pods -n shop -l app=redis --field-selector=status.phase=")
    assert found[2] == 'kubectl exec -n shop deployment/cart -c cart -- nc -zv -w 3 "$SERVER_ADDRESS" 6379'
    assert found[3:5] == [GET_POLICY, "kubectl describe networkpolicy -n shop"]


def test_captures_ask_for_the_ports_that_are_seen_there() -> None:
    found = [line for line in lines(confirming(CART, REDIS, service(), DENY)) if "tcpdump" in line]
    flags = "and (tcp[tcpflags] & (tcp-syn|tcp-rst) != 0 or ip6[53] & 6 != 0)'"
    assert [line.split(" -c 50 ")[1] for line in found] == [
        f"'tcp port 6379 {flags}",
        f"'(tcp port 80 or tcp port 6379) {flags}",
    ]
    assert all("--profile=netadmin --attach -- timeout 60 tcpdump -lni any" in line for line in found)


@pytest.mark.parametrize(
    ("image", "tool"),
    [
        ("busybox", Tool.NC),
        ("docker.io/library/alpine:3.20", Tool.NC),
        ("example.com/cart:1.2-alpine", Tool.NC),
        ("nicolaka/netshoot", Tool.NC),
        ("quay.io/prometheus/alertmanager:v0.27.0", Tool.NC),
        ("debian:12", Tool.BASH),
        ("example.com/cart:1.0-bookworm", Tool.BASH),
        ("nginx@sha256:0000", Tool.BASH),
        ("example.com:5000/nginx:1.27", Tool.NONE),
        ("registry.access.redhat.com/ubi9/ubi-minimal", Tool.BASH),
        ("python:3.12-slim", Tool.PYTHON),
        ("node:22-alpine", Tool.NODE),
        ("ruby:3.3", Tool.RUBY),
        ("curlimages/curl:8.10.1", Tool.CURL),
        ("gcr.io/distroless/python3-debian12", Tool.NONE),
        ("example.com/node:1", Tool.NONE),
        ("gcr.io/distroless/static:nonroot", Tool.NONE),
        ("", Tool.NONE),
    ],
)
def test_tools_follow_from_the_image(image: str, tool: Tool) -> None:
    assert tool_of(image) is tool


@pytest.mark.parametrize(
    ("image", "words"),
    [
        ("debian", "timeout 3 bash -c"),
        ("python:3", "python3 -c"),
        ("node:22", "node -e"),
        ("ruby:3", "ruby -rsocket -e"),
        ("curlimages/curl", "curl -sv -o /dev/null --max-time 5 http://redis.shop.svc.cluster.local.:80/"),
        ("redis:7-alpine", "timeout 3 redis-cli -h redis.shop.svc.cluster.local. -p 80 ping"),
    ],
)
def test_the_connection_is_tried_with_what_the_image_has(image: str, words: str) -> None:
    found = lines(confirming(workload("cart", image), REDIS, service()))
    assert found[0].startswith(f"kubectl exec -n shop deployment/cart -c cart -- {words}")


def test_without_tools_a_debug_container_is_added() -> None:
    found = lines(confirming(workload("cart"), REDIS, service()))
    assert found[0] == "kubectl auth can-i patch pods --subresource=ephemeralcontainers -n shop"
    assert found[1].startswith("CLIENT_POD=$(kubectl get pods -n shop -l app=cart --field-selector")
    assert found[2] == (
        'kubectl debug -n shop pod/"$CLIENT_POD" --image=nicolaka/netshoot --target=cart --profile=baseline --attach '
        "-- nc -zv -w 3 redis.shop.svc.cluster.local. 80"
    )


def test_a_sidecar_lends_its_tools_but_not_that_of_a_mesh() -> None:
    containers = [{"name": "cart", "image": "example.com/cart"}, {"name": "istio-proxy", "image": "ubuntu"}]
    mesh = lines(confirming(workload("cart", containers=containers), REDIS, service()))
    assert not [line for line in mesh if "kubectl exec" in line]
    containers.append({"name": "shell", "image": "busybox"})
    lent = lines(confirming(workload("cart", containers=containers), REDIS, service()))
    assert lent[0].startswith("kubectl exec -n shop deployment/cart -c shell -- nc")


@pytest.mark.parametrize(
    ("kind", "executed", "pod"),
    [
        ("Deployment", "deployment/cart", '"$CLIENT_POD"'),
        ("DaemonSet", "daemonset/cart", '"$CLIENT_POD"'),
        ("StatefulSet", "statefulset/cart", "cart-0"),
        ("Job", "job/cart", '"$CLIENT_POD"'),
        ("Rollout", 'pod/"$CLIENT_POD"', '"$CLIENT_POD"'),
    ],
)
def test_pods_are_named_as_kubectl_takes_them(kind: str, executed: str, pod: str) -> None:
    found = lines(confirming(workload("cart", "busybox", kind), REDIS, service()))
    assert any(line.startswith(f"kubectl exec -n shop {executed} -c cart -- nc") for line in found)
    assert any(line.startswith(f"kubectl sniff {pod} -n shop") for line in found)


def test_pods_of_a_job_are_found_by_its_name() -> None:
    found = lines(confirming(workload("cart", kind="Job"), REDIS, service()))
    assert any(line.startswith("CLIENT_POD=$(kubectl get pods -n shop -l job-name=cart ") for line in found)
    assert any(line.startswith("kubectl logs -n shop -l job-name=cart --all-containers --prefix") for line in found)


def test_udp_is_left_to_the_capture_and_sctp_is_not_tried() -> None:
    udp = confirming(CART, workload("redis"), service(protocol="UDP", targetPort=53))
    tried = next(command for command in udp if "nc" in command.argv)
    assert "-zvu" in tried.argv
    assert "look at the capture" in tried.purpose
    assert any(line.endswith(" 'udp port 53'") for line in lines(udp))
    sctp = lines(confirming(CART, workload("redis"), service(protocol="SCTP", targetPort=132)))
    assert not [line for line in sctp if "-- nc" in line]
    assert any(line.endswith(" 'sctp port 132'") for line in sctp)


def test_names_that_cannot_be_hosts_are_not_tried() -> None:
    found = lines(confirming(CART, REDIS, service("-e /bin/sh"), name="-e /bin/sh"))
    assert found[0] == "kubectl get 'service/-e /bin/sh' -n shop -o wide"
    assert not [line for line in found if "sh.shop" in line]


def test_names_are_written_with_the_domain_of_the_cluster() -> None:
    config = Config(profile=Profile(dns_domain="corp.example"))
    cluster = cluster_of(CART, REDIS, service(), config=config)
    path = follow(cluster, cluster.workloads[0], ServiceName("shop", "redis", Form.SHORT), 80)
    assert lines(commands(cluster, path))[0].endswith(" redis.shop.svc.corp.example. 80")


def test_pods_that_nothing_sets_apart_are_left_alone() -> None:
    cart = workload("cart", kind="CronJob")
    cart["spec"] = {"jobTemplate": {"spec": {"template": {"spec": {"containers": [{"name": "cart"}]}}}}}
    found = lines(confirming(cart, REDIS, service()))
    assert not [line for line in found if "CLIENT" in line]
    assert "kubectl get service/redis -n shop -o wide" in found


INGRESS = ObjectRef("networking.k8s.io/v1", "Ingress", "shop", "shop")
GATEWAY = ObjectRef("gateway.networking.k8s.io/v1", "Gateway", "infra", "web")
ROUTE = ObjectRef("gateway.networking.k8s.io/v1", "HTTPRoute", "shop", "cart")
SERVICE = ObjectRef("v1", "Service", "shop", "redis")


def _front(url: str, *hops: tuple[HopKind, ObjectRef, State], **service_spec: Any) -> list[str]:
    cluster = cluster_of(REDIS, {**service(), "spec": {**service()["spec"], **service_spec}})
    found = tuple(Hop(kind, state, "", object=ref) for kind, ref, state in hops)
    return lines(commands(cluster, Path("internet", url, found, pods=cluster.workloads, port=6379)))


def test_requests_go_to_the_address_of_an_ingress() -> None:
    found = _front(
        "https://shop.example/cart",
        (HopKind.DOOR, INGRESS, State.BROKEN),
        (HopKind.SERVICE, SERVICE, State.PROVEN),
    )
    assert found[:3] == [
        "DOOR_ADDRESS=$(kubectl get ingress/shop -n shop -o "
        "'jsonpath={.status.loadBalancer.ingress[0].ip}{.status.loadBalancer.ingress[0].hostname}')",
        'curl -sv -o /dev/null --max-time 10 --connect-to shop.example:443:"$DOOR_ADDRESS":443 '
        "https://shop.example/cart",
        "kubectl describe ingress/shop -n shop",
    ]
    assert found[-1] == "kubectl port-forward -n shop service/redis 18080:80"


def test_gateways_and_routes_are_asked_for_their_conditions() -> None:
    found = _front(
        "http://shop.example/",
        (HopKind.DOOR, GATEWAY, State.PROVEN),
        (HopKind.LISTENER, GATEWAY, State.PROVEN),
        (HopKind.ROUTE, ROUTE, State.BROKEN),
    )
    asked = "kubectl get httproute.gateway.networking.k8s.io/cart -n shop -o 'jsonpath={range .status.parents[*]}"
    assert any(line.startswith(asked) for line in found[:3])


def test_node_ports_are_asked_at_a_node() -> None:
    found = _front("http://shop.example:30080/", (HopKind.DOOR, SERVICE, State.PROVEN), type="NodePort")
    assert any(line.startswith("DOOR_ADDRESS=$(kubectl get nodes -o ") for line in found)
    assert any('--connect-to shop.example:30080:"$DOOR_ADDRESS":30080 ' in line for line in found)
