"""Who reaches a load balancer, and whose address the pods behind it see."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from k8slint.config import Config
from k8slint.inputs.read import read_text
from k8slint.model.balancer import source_ranges
from k8slint.model.balancer_side import is_internal, keeps_client
from k8slint.model.cluster import Cluster
from k8slint.parse.cluster import parse_cluster

AWS = "service.beta.kubernetes.io/aws-load-balancer-"
NLB = {"loadBalancerClass": "service.k8s.aws/nlb"}
LOCAL = {"externalTrafficPolicy": "Local"}
LAN = {
    "kind": "IPAddressPool",
    "apiVersion": "metallb.io/v1beta1",
    "spec": {"addresses": ["192.168.1.10-192.168.1.20"]},
}
WORLD = {
    "kind": "CiliumLoadBalancerIPPool",
    "apiVersion": "cilium.io/v2",
    "spec": {"blocks": [{"cidr": "203.0.113.0/24"}]},
}


def cluster_of(annotations: dict[str, str], spec: dict[str, Any], *pools: dict[str, Any]) -> Cluster:
    meta = {"name": "x", "annotations": annotations}
    service = {"apiVersion": "v1", "kind": "Service", "metadata": meta, "spec": {"type": "LoadBalancer", **spec}}
    named = [{**pool, "metadata": {"name": f"pool-{number}"}} for number, pool in enumerate(pools)]
    return parse_cluster(read_text("a.yaml", yaml.safe_dump_all([service, *named])), Config())


@pytest.mark.parametrize(
    ("annotations", "spec", "pools", "internal"),
    [
        ({}, {}, (), None),
        ({f"{AWS}internal": "true"}, {}, (), True),
        ({f"{AWS}internal": "false"}, {}, (), False),
        ({f"{AWS}scheme": "internet-facing"}, NLB, (), False),
        ({}, NLB, (), True),
        ({f"{AWS}type": "external"}, {}, (), True),
        ({f"{AWS}type": "nlb"}, {}, (), None),
        ({"networking.gke.io/load-balancer-type": "Internal"}, {}, (), True),
        ({"service.beta.kubernetes.io/azure-load-balancer-internal": "true"}, {}, (), True),
        ({"service.beta.kubernetes.io/do-loadbalancer-network": "EXTERNAL"}, {}, (), False),
        ({"service.beta.kubernetes.io/oci-load-balancer-internal": "true"}, {}, (), True),
        ({"metallb.io/loadBalancerIPs": "10.0.0.7"}, {}, (), True),
        ({"metallb.universe.tf/loadBalancerIPs": "203.0.113.7"}, {}, (), False),
        ({"lbipam.cilium.io/ips": "10.0.0.7,203.0.113.7"}, {}, (), None),
        ({}, {"loadBalancerIP": "10.0.0.7"}, (), True),
        ({}, {}, (LAN,), True),
        ({}, {}, (WORLD,), False),
        ({}, {}, (LAN, WORLD), None),
        ({"metallb.io/address-pool": "pool-0"}, {}, (LAN, WORLD), True),
        ({"metallb.io/address-pool": "elsewhere"}, {}, (LAN,), None),
        ({}, {"loadBalancerClass": "networking.gke.io/l4-regional-external"}, (LAN,), False),
    ],
)
def test_sides(annotations: dict[str, str], spec: dict[str, Any], pools: Any, internal: bool | None) -> None:
    cluster = cluster_of(annotations, spec, *pools)
    assert is_internal(cluster, cluster.services[0]) is internal


@pytest.mark.parametrize(
    ("annotations", "spec", "pools", "kept"),
    [
        ({}, {}, (), False),
        ({}, LOCAL, (), None),
        ({}, LOCAL, (LAN,), True),
        ({"cloud.google.com/load-balancer-type": "Internal"}, LOCAL, (), True),
        ({"service.beta.kubernetes.io/azure-load-balancer-internal": "true"}, LOCAL, (), True),
        ({"service.beta.kubernetes.io/do-loadbalancer-network": "INTERNAL"}, LOCAL, (), None),
        ({}, NLB | LOCAL, (), True),
        ({f"{AWS}nlb-target-type": "ip"}, NLB, (), False),
        (
            {f"{AWS}nlb-target-type": "ip", f"{AWS}target-group-attributes": "preserve_client_ip.enabled=true"},
            NLB,
            (),
            True,
        ),
    ],
)
def test_addresses_of_clients(annotations: dict[str, str], spec: dict[str, Any], pools: Any, kept: bool | None) -> None:
    cluster = cluster_of(annotations, spec, *pools)
    assert keeps_client(cluster, cluster.services[0]) is kept


def test_the_field_counts_before_the_annotation() -> None:
    annotation = {"service.beta.kubernetes.io/load-balancer-source-ranges": "10.0.0.0/8, 192.0.2.0/24"}
    assert source_ranges(cluster_of(annotation, {}).services[0]) == ("10.0.0.0/8", "192.0.2.0/24")
    field = {"loadBalancerSourceRanges": ["198.51.100.0/24"]}
    assert source_ranges(cluster_of(annotation, field).services[0]) == ("198.51.100.0/24",)
