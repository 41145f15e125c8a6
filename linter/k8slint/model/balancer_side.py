"""Which side a load balancer is on: who reaches it, and whose address the pods behind it see.

Sources: those of `balancer.py`; MetalLB (usage, traffic policies), Cilium LB-IPAM, kube-vip; AWS: Network Load Balancer
of the AWS Load Balancer Controller (internal by default; addresses of clients are kept for instance targets, for IP
targets only on demand).
"""

from __future__ import annotations

from k8slint.model.address import is_private
from k8slint.model.address_pool import AddressPool
from k8slint.model.balancer import (
    AWS_SCHEME,
    AWS_TYPE,
    GKE_EXTERNAL_CLASS,
    INTERNALS,
    cloud_of_class,
    means_internal,
    sends_to_pods,
)
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service

_METALLB = ("metallb.io/", "metallb.universe.tf/")
POOL_KEYS = tuple(f"{prefix}address-pool" for prefix in _METALLB)
ADDRESS_KEYS = (
    *(f"{prefix}loadBalancerIPs" for prefix in _METALLB),
    "lbipam.cilium.io/ips",
    "io.cilium/lb-ipam-ips",
    "kube-vip.io/loadbalancerIPs",
)
"""Annotations with the addresses that the balancer shall have, parted by commas."""

_ATTRIBUTES = "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes"
_KEEPING_CLOUDS = frozenset({"Google Cloud", "Azure"})
"""Clouds whose balancers pass packets on as they are."""


def is_internal(cluster: Cluster, service: Service) -> bool | None:
    """Whether only the private network reaches the balancer of a Service; None where the input does not say."""
    annotations = service.meta.annotations
    if means_internal(service):
        return True
    denied = any(annotations.get(internal.key) in internal.no for internal in INTERNALS)
    if denied or service.load_balancer_class == GKE_EXTERNAL_CLASS:
        return False
    if is_left_to_aws_controller(service) and AWS_SCHEME not in annotations:
        return True
    if addresses := fixed_addresses(service):
        sides = set(map(is_private, addresses))
        return sides.pop() if len(sides) == 1 else None
    return _pooled(cluster, service)


def is_left_to_aws_controller(service: Service) -> bool:
    """Whether the AWS Load Balancer Controller makes the balancer, which is internal unless it is told otherwise."""
    handed = service.meta.annotations.get(AWS_TYPE) in ("external", "nlb-ip")
    return handed or cloud_of_class(service.load_balancer_class) == "AWS"


def fixed_addresses(service: Service) -> tuple[str, ...]:
    """The addresses that the Service asks for."""
    annotations = service.meta.annotations
    texts = next((annotations[key] for key in ADDRESS_KEYS if key in annotations), service.load_balancer_ip or "")
    return tuple(text.strip() for text in texts.split(",") if text.strip())


def _pooled(cluster: Cluster, service: Service) -> bool | None:
    """By the pool that it names, or by all pools of the input where no cloud makes the balancer."""
    name = next((service.meta.annotations[key] for key in POOL_KEYS if key in service.meta.annotations), None)
    pools = [p for p in cluster.address_pools if (p.meta.name == name if name else not p.on_demand)]
    return None if cloud_of_class(service.load_balancer_class) else _side(pools)


def _side(pools: list[AddressPool]) -> bool | None:
    sides = {pool.is_private for pool in pools}
    return sides.pop() if len(sides) == 1 else None


def keeps_client(cluster: Cluster, service: Service) -> bool | None:
    """Whether pods see the addresses of clients; None where that depends on the balancer, of which nothing is known."""
    if sends_to_pods(service):
        return "preserve_client_ip.enabled=true" in service.meta.annotations.get(_ATTRIBUTES, "")
    if service.external_traffic_policy != "Local":
        return False
    return True if _passes_packets(cluster, service) else None


def _passes_packets(cluster: Cluster, service: Service) -> bool:
    """Whether the balancer is known to leave the client's address as it is."""
    annotations = service.meta.annotations
    clouds = {internal.cloud for internal in INTERNALS if internal.key in annotations}
    clouds |= {cloud_of_class(service.load_balancer_class) or ""}
    in_cluster = cluster.address_pools or any(key in annotations for key in (*POOL_KEYS, *ADDRESS_KEYS))
    nlb = is_left_to_aws_controller(service) or annotations.get(AWS_TYPE) == "nlb"
    return bool(in_cluster) or nlb or bool(clouds & _KEEPING_CLOUDS)
