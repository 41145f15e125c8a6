"""Ways that policies leave to the API server.

It is no pod that a policy could select: it runs on the host network or outside of the cluster, so that only rules
without peers and blocks of addresses lead there. Which address and port it has, no manifest says.
(Kubernetes documentation, "Communication between Nodes and the Control Plane")
"""

from __future__ import annotations

from k8slint.model.network_policy import IpBlock, Peers, PolicyPort, PolicyRule, Ports
from k8slint.model.port import Protocol

API_PORTS = (443, 6443)
"""The port of Service `kubernetes`, and the one behind it on most clusters."""


def may_reach_api_server(rule: PolicyRule) -> bool:
    """Whether an egress rule could be meant for it: a block of addresses, one of its ports, or everyone on any port."""
    if rule.peers is not Peers.ALL and any(isinstance(peer, IpBlock) for peer in rule.peers):
        return True
    if rule.ports is Ports.ALL:
        return rule.peers is Peers.ALL
    return any(_admits(port, to_all=rule.peers is Peers.ALL) for port in rule.ports)


def _admits(port: PolicyPort, to_all: bool) -> bool:
    """Whether a port is, or holds, one of the API server's. A name matches nothing there."""
    if port.protocol is not Protocol.TCP or isinstance(port.port, str):
        return False
    if port.port is None:
        return to_all
    return any(port.port <= number <= (port.end_port or port.port) for number in API_PORTS)
