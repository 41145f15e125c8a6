"""Pools from which a load balancer of the cluster itself gets its address.

Sources: MetalLB (IPAddressPool metallb.io/v1beta1), Cilium LB-IPAM (CiliumLoadBalancerIPPool cilium.io/v2).
"""

from __future__ import annotations

from k8slint.model.address import is_private
from k8slint.model.meta import Meta
from k8slint.record import dataclass


@dataclass(frozen=True)
class AddressPool:
    """`addresses` are CIDRs and the first addresses of ranges; `on_demand` where only Services that name it get one."""

    meta: Meta
    addresses: tuple[str, ...]
    on_demand: bool = False

    @property
    def is_private(self) -> bool | None:
        """Whether only the private network reaches its addresses; None where that differs."""
        found = {is_private(address) for address in self.addresses}
        return found.pop() if len(found) == 1 else None
