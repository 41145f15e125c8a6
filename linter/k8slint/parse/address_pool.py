"""Pools of addresses for load balancers."""

from __future__ import annotations

from k8slint.inputs.field import Field
from k8slint.model.address_pool import AddressPool
from k8slint.model.meta import Meta


def parse_metallb_pool(meta: Meta, field: Field) -> AddressPool:
    """An IPAddressPool of MetalLB: CIDRs, or ranges as `first-last`."""
    texts = field["spec"]["addresses"].texts()
    return AddressPool(meta, tuple(text.partition("-")[0].strip() for text in texts))


def parse_cilium_pool(meta: Meta, field: Field) -> AddressPool:
    """A CiliumLoadBalancerIPPool."""
    blocks = field["spec"]["blocks"].each()
    return AddressPool(meta, tuple(text for b in blocks if (text := b["cidr"].text() or b["start"].text())))
