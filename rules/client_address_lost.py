"""An allow-list of outside clients, in a policy or an Ingress, behind a Service that hides the clients' addresses.

Why: with `externalTrafficPolicy: Cluster`, the default, a connection from outside may go through a second node, and
the pod sees that node's address: the list matches no client, and whom it was written for is kept out. The same holds
for the pods of an ingress controller and the allow-lists of its Ingresses.
Fix: set `externalTrafficPolicy: Local` (nodes without a ready pod then drop the traffic), or limit the clients before
they enter, with `loadBalancerSourceRanges`.
Silent: private ranges, which may well be those of the nodes; pods that another rule opens to their nodes or to
everyone; load balancers that send to pod addresses; controllers that are told of the client by a balancer or proxy.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.door.allow_list import BlindList, blind_lists
from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.at import At
from k8slint.model.address import covered_family, touches_private
from k8slint.model.balancer import sends_to_pods
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction, IpBlock, Peers, PolicyRule, Ports
from k8slint.model.port import Protocol
from k8slint.model.service import Service, ServicePort
from k8slint.model.workload import Workload
from k8slint.rule import rule


@rule(Severity.WARNING)
def client_address_lost(cluster: Cluster) -> Iterator[Problem]:
    reported: set[int] = set()
    for service in cluster.services:
        if service.external_traffic_policy != "Cluster" or sends_to_pods(service):
            continue
        for port in service.open_node_ports:
            for pod in cluster.pods_of(service):
                for block in _allow_list(cluster, pod, port):
                    if id(block) not in reported:
                        reported.add(id(block))
                        yield _problem(block, service)
    yield from map(_of_ingress, blind_lists(cluster))


def _allow_list(cluster: Cluster, pod: Workload, port: ServicePort) -> list[IpBlock]:
    """The outside ranges that a pod admits on a port; none where a node's address, or everyone's, is admitted too."""
    number = pod.pod.resolve(port.target, port.protocol) if port.target else None
    if number is None or pod.pod.host_network:
        return []
    rules = [rule for policy in cluster.policies_of(pod) for rule in policy.rules(Direction.INGRESS)]
    rules = [rule for rule in rules if _admits(rule, pod, number, port.protocol)]
    blocks = [block for rule in rules for block in _blocks(rule)]
    if any(rule.peers is Peers.ALL for rule in rules) or any(touches_private(block.cidr) for block in blocks):
        return []
    return [] if covered_family(block.cidr for block in blocks) else blocks


def _admits(rule: PolicyRule, pod: Workload, number: int, protocol: Protocol) -> bool:
    if isinstance(rule.ports, Ports):
        return True
    for port in rule.ports:
        first = number if port.port is None else pod.pod.resolve(port.port, port.protocol)
        if port.protocol is protocol and first is not None and first <= number <= (port.end_port or first):
            return True
    return False


def _blocks(rule: PolicyRule) -> list[IpBlock]:
    return [] if isinstance(rule.peers, Peers) else [peer for peer in rule.peers if isinstance(peer, IpBlock)]


def _problem(block: IpBlock, service: Service) -> Problem:
    return _lost(block.at / "cidr", block.cidr, service)


def _of_ingress(found: BlindList) -> Problem:
    return _lost(found.at, found.text, found.service)


def _lost(at: At, clients: str, service: Service) -> Problem:
    policy_at = service.spec_at / "externalTrafficPolicy"
    message = (
        f"Service {service.name} has externalTrafficPolicy Cluster: its pods see the address of a node, "
        f"so no client in {clients} gets in"
    )
    fix = Fix.replace(policy_at, "Local", "keep the clients' addresses") if policy_at.written else None
    related = (Related(policy_at if policy_at.written else service.type_at, f"type {service.type}"),)
    return Problem(at, message, None, Verdict.ASSUMED, related, fix)
