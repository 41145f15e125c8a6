"""Pods that are front doors themselves: ingress controllers, gateways and their proxies, by image and name."""

from __future__ import annotations

from k8slint.model.workload import Workload
from k8slint.pattern import regex

_IMAGE = regex(
    r"(^|/)(ingress-nginx/controller|nginx-ingress(-controller)?|nginx-kubernetes-gateway|traefik|envoy(-distroless)?"
    r"|proxyv2|kong(-gateway|/gateway)?|contour|haproxy(-ingress|-ingress-controller)?|kubernetes-ingress|emissary"
    r"|ambassador|gloo-envoy-wrapper|apisix|pomerium|kourier|cloudflared|skipper|voyager|tyk-gateway|caddy)(:|@|$)"
)


_NAMES = frozenset({"gateway", "ingress", "ingressgateway"})


def is_front_controller(workload: Workload) -> bool:
    """Whether its pods take in the traffic from outside for others."""
    if _NAMES.intersection(workload.name.split("-")):
        return True
    return any(_IMAGE.search(container.image) for container in workload.pod.containers)
