"""Pools of addresses for load balancers."""

from __future__ import annotations

from k8slint.inputs.field import Field
from k8slint.model.address_pool import AddressPool
from k8slint.model.meta import Meta


def parse_metallb_pool(meta: Meta, field: Field) -> AddressPool:
    """An IPAddressPool of MetalLB: CIDRs, or ranges as `first-last`."""
    texts = field["spec"]["addresses"].texts()
    first = tuple(text.partition("-")[0].strip() for text in texts)
    return AddressPool(meta, first, field["spec"]["autoAssign"].flag() is False)


def parse_cilium_pool(meta: Meta, field: Field) -> AddressPool:
    """A CiliumLoadBalancerIPPool; a selector chooses the Services that get an address."""
    blocks = field["spec"]["blocks"].each()
    first = tuple(text for b in blocks if (text := b["cidr"].text() or b["start"].text()))
    return AddressPool(meta, first, bool(field["spec"]["serviceSelector"]))
