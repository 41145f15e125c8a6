"""A NetworkPolicy names pods or Services of the cluster by their addresses.

Why: rules see a connection after the Service has translated its address, so the address of a Service never matches.
Addresses of pods change, and whether an ipBlock matches pods is left to the network plugin: some match pods by their
labels only.
Fix: select the pods with podSelector and namespaceSelector.
Silent: blocks that reach beyond the cluster's ranges, exceptions, and clusters whose ranges the configuration
(`cluster.podCIDRs`, `cluster.serviceCIDRs`) does not state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network, IPv6Network

from k8slint.finding import Problem, Severity
from k8slint.model.address import Network, network
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import IpBlock
from k8slint.model.peering import blocks
from k8slint.rule import rule


@rule(Severity.WARNING)
def policy_ip_block_in_cluster(cluster: Cluster) -> Iterator[Problem]:
    """Kubernetes documentation, "Network Policies": behavior of to and from selectors, ipBlock."""
    profile = cluster.config.profile
    for policy in cluster.network_policies:
        for block in blocks(policy):
            if outer := _within(block, profile.service_cidrs):
                why = f"the Service range {outer}: rules see the addresses of pods, never of a Service"
                yield Problem(block.at / "cidr", f"{block.cidr} lies in {why}")
            elif outer := _within(block, profile.pod_cidrs):
                why = f"the pod range {outer}: network plugins need not match pods by address; select their labels"
                yield Problem(block.at / "cidr", f"{block.cidr} lies in {why}")


def _within(block: IpBlock, ranges: Iterable[str]) -> str | None:
    """The range that holds the whole block."""
    inner = network(block.cidr)
    outers = ((text, network(text)) for text in ranges)
    return next((text for text, outer in outers if inner and outer and _holds(outer, inner)), None)


def _holds(outer: Network, inner: Network) -> bool:
    if isinstance(outer, IPv4Network) and isinstance(inner, IPv4Network):
        return inner.subnet_of(outer)
    return isinstance(outer, IPv6Network) and isinstance(inner, IPv6Network) and inner.subnet_of(outer)
