"""What network plugins make of NetworkPolicies otherwise than the API says, or where it leaves the choice to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from k8slint.inputs.at import At
from k8slint.model.address import touches_private
from k8slint.model.network_policy import Direction, NetworkPolicy, Ports
from k8slint.model.peering import all_rules, blocks
from k8slint.record import dataclass

CILIUM = frozenset({"cilium", "gke-dataplane-v2"})
"""Plugins that enforce policies by Cilium's data path."""


@dataclass(frozen=True)
class Divergence:
    """`places` finds where a policy meets it."""

    plugins: frozenset[str]
    says: str
    places: Callable[[NetworkPolicy], Iterator[At]]


def _private_blocks(policy: NetworkPolicy) -> Iterator[At]:
    return (block.at / "cidr" for block in blocks(policy) if touches_private(block.cidr))


def _port_ranges(policy: NetworkPolicy) -> Iterator[At]:
    for rule in all_rules(policy):
        ports = () if rule.ports is Ports.ALL else rule.ports
        yield from (port.at / "endPort" for port in ports if port.end_port is not None)


def _unlisted_sections(policy: NetworkPolicy) -> Iterator[At]:
    unlisted = (d for d in Direction if d not in policy.types and policy.written(d))
    return (policy.section_at(direction).key for direction in unlisted)


DIVERGENCES = (
    # Cilium documentation, "Network Policy": missing features; cilium/cilium#9209.
    Divergence(
        CILIUM, "an ipBlock matches no pods and, by default, no nodes, whatever their addresses", _private_blocks
    ),
    # cilium/cilium#28684; ranges are supported since Cilium 1.16 (cilium/cilium#33389).
    Divergence(CILIUM, "endPort is ignored before Cilium 1.16: only the first port is admitted", _port_ranges),
    # cilium/cilium pkg/k8s/network_policy.go, aws/amazon-network-policy-controller-k8s pkg/resolvers/endpoints.go: they
    # read the rules that are written, listed or not.
    Divergence(
        CILIUM | {"aws-vpc"}, "rules of a direction that policyTypes does not list are enforced", _unlisted_sections
    ),
)
