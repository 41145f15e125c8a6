"""The ports that NetworkPolicies admit, beside those of the pods that they lead to.

Rules see traffic behind the Service's translation, so a port is one of the destination pods: of those that the policy
selects for ingress, of the peers for egress. (API reference: NetworkPolicyPort)
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.container import ContainerPort
from k8slint.model.listening import listening
from k8slint.model.network_policy import Direction, NetworkPolicy, Peers, PodPeer, PolicyPort, PolicyRule, Ports
from k8slint.model.peering import all_rules, is_closed, peer_pods
from k8slint.model.service import Service
from k8slint.model.workload import Workload
from k8slint.record import dataclass


@dataclass(frozen=True)
class PortUse:
    """One port of a rule. `pods` are the declared destinations; `whole` whether the input shows all that are meant."""

    cluster: Cluster
    policy: NetworkPolicy
    rule: PolicyRule
    port: PolicyPort
    pods: tuple[Workload, ...]
    whole: bool

    @property
    def at(self) -> At:
        """Where the port is written."""
        return self.port.at / "port"

    @cached_property
    def declared(self) -> dict[int, ContainerPort]:
        """The ports of the protocol that the pods declare, by number."""
        ports = (p for w in self.pods for _, p in w.pod.ports if p.protocol is self.port.protocol)
        return {p.number: p for p in ports if p.number}

    @cached_property
    def unserved(self) -> int | None:
        """The number, where every pod declares ports and none declares this one or speaks of it."""
        number = self.port.port
        if not isinstance(number, int) or self.port.end_port is not None:
            return None
        return number if all(self._is_foreign(pod, number) for pod in self.pods) else None

    def _is_foreign(self, pod: Workload, number: int) -> bool:
        ports = [p for _, p in pod.pod.ports]
        declares = any(p.protocol is self.port.protocol for p in ports)
        known = (
            any(p.number == number for p in ports) or self._is_target(number) or listening(self.cluster, pod, number)
        )
        return declares and pod.pod.ports_are_known and not known

    def _is_target(self, number: int) -> bool:
        """Whether a Service of the pods leads there, so that the doubt is the Service's."""
        return any(port.target == number for service in self._services for port in service.ports)

    @cached_property
    def admitted(self) -> frozenset[int]:
        """The numbers that the policy admits in this direction on these pods, this port included."""
        return frozenset(n for rule in self.policy.rules(self.rule.direction) for n in self._numbers(rule))

    def _numbers(self, rule: PolicyRule) -> Iterator[int]:
        if rule.ports is Ports.ALL:
            yield from self.declared
            return
        for port in rule.ports:
            if port.port is None or port.end_port is not None:
                last = port.end_port or 65535
                first = port.port if isinstance(port.port, int) else 1
                yield from (number for number in self.declared if first <= number <= last)
            else:
                found = (w.pod.resolve(port.port, port.protocol) for w in self.pods)
                yield from (number for number in found if number is not None)

    @property
    def behind_service(self) -> tuple[Service, int] | None:
        """The Service of these pods whose own port this is, and the port of the pods that it leads to."""
        for service in self._services:
            for port in service.ports:
                if port.port == self.port.port and port.protocol is self.port.protocol and port.target is not None:
                    found = (pod.pod.resolve(port.target, port.protocol) for pod in self.pods)
                    number = next((n for n in found if n in self.declared), None)
                    if number is not None and number != port.port:
                        return service, number
        return None

    @cached_property
    def closed(self) -> frozenset[int]:
        """The declared ports behind Services of the pods that this policy admits in none of its rules.

        Those of metrics do not count: they are for one scraper, which is often let in elsewhere, or not at all.
        """
        targets = (
            pod.pod.resolve(port.target, port.protocol)
            for service in self._services
            for port in service.ports
            for pod in self.pods
            if port.target is not None and port.protocol is self.port.protocol
        )
        return frozenset(
            n for n in targets if n in self.declared and n not in self.admitted and not self._is_metrics(n)
        )

    def _is_metrics(self, number: int) -> bool:
        return "metric" in (self.declared[number].name or "")

    @property
    def is_service_port(self) -> bool:
        """Whether a Service of the pods has this number, wherever it leads."""
        return any(port.port == self.port.port for service in self._services for port in service.ports)

    @cached_property
    def _services(self) -> tuple[Service, ...]:
        found = {id(service): service for pod in self.pods for service in self.cluster.services_of(pod)}
        return tuple(sorted(found.values(), key=lambda service: service.namespace))


def port_uses(cluster: Cluster) -> tuple[PortUse, ...]:
    """Every port of every rule that leads to declared pods and to nothing but pods."""
    return tuple(_port_uses(cluster))


def _port_uses(cluster: Cluster) -> Iterator[PortUse]:
    for policy in cluster.network_policies:
        for rule in all_rules(policy):
            if rule.ports is not Ports.ALL and (found := _destinations(cluster, policy, rule)):
                pods, whole = found
                yield from (PortUse(cluster, policy, rule, port, pods, whole) for port in rule.ports)


def _destinations(
    cluster: Cluster, policy: NetworkPolicy, rule: PolicyRule
) -> tuple[tuple[Workload, ...], bool] | None:
    if rule.direction is Direction.INGRESS:
        found, whole = cluster.pods_selected_by(policy.pods, policy.namespace), not policy.pods.is_empty
    elif rule.peers is Peers.ALL:
        return None
    else:
        peers = [peer for peer in rule.peers if isinstance(peer, PodPeer)]
        if len(peers) < len(rule.peers):
            return None
        found = tuple({id(pod): pod for peer in peers for pod in peer_pods(cluster, policy, peer)}.values())
        whole = all(is_closed(cluster, peer) and bool(peer.pods and not peer.pods.is_empty) for peer in peers)
    pods = [w for w in found if not w.is_hook and not w.pod.host_network]
    return (tuple([w for w in pods if any(w.pod.ports)] or pods), whole) if pods else None
