"""Services that nobody at all can connect to."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction, NetworkPolicy
from k8slint.model.peering import peer_pods, peers
from k8slint.model.policy_port import PortUse, port_uses
from k8slint.model.port import Protocol
from k8slint.model.service import Service
from k8slint.model.workload import Workload
from k8slint.reach.answer import Never
from k8slint.reach.atoms import bits_of
from k8slint.reach.clause import Everyone
from k8slint.reach.guard import Said
from k8slint.reach.stranger import Openness, Subject, port_traffic
from k8slint.record import dataclass


@dataclass(frozen=True)
class Closed:
    """A Service, the pods behind it, and what closes them."""

    service: Service
    workloads: tuple[Workload, ...]
    because: tuple[Said, ...]


def closed_services(cluster: Cluster) -> Iterator[Closed]:
    """The Services to no port of which anybody, declared or possible, can open a connection."""
    openness = cluster.once(Openness.of)
    subjects: dict[str, list[Subject]] = {}
    for subject in openness.subjects:
        for workload in subject.workloads:
            subjects.setdefault(workload.id, []).append(subject)
    slips = _slips(cluster)
    for service in (s for s in cluster.services if s.namespace not in slips):
        pods = tuple(w for w in cluster.pods_of(service) if not w.is_transient and w.replicas != 0)
        ends = [end for workload in pods for end in _ends(service, workload, subjects)]
        if ends and not any(end is None for end in ends):
            reasons = [_closing(openness, *end) for end in ends if end]
            if all(reason is not None for reason in reasons):
                because = dict.fromkeys(said for reason in reasons for said in reason or ())
                yield Closed(service, pods, tuple(because))


def _slips(cluster: Cluster) -> set[str]:
    """The namespaces where a policy means a pod or a port that is not: it may be the one that opens a Service."""
    found = {policy.namespace for policy in cluster.network_policies if _is_lost(cluster, policy)}
    return found | {use.policy.namespace for use in cluster.once(port_uses) if _is_slip(use)}


def _is_slip(use: PortUse) -> bool:
    """A number that the pods do not serve, or a name that none of them has."""
    name, protocol = use.port.port, use.port.protocol
    if isinstance(name, str):
        return all(pod.pod.resolve(name, protocol) is None for pod in use.pods)
    return bool(use.unserved) and not use.is_service_port


def _is_lost(cluster: Cluster, policy: NetworkPolicy) -> bool:
    """Whether its selector or a peer means no pod, which is the cause then."""
    return not cluster.pods_selected_by(policy.pods, policy.namespace) or any(
        not peer_pods(cluster, policy, peer) for _, peer in peers(policy)
    )


def _ends(
    service: Service, workload: Workload, subjects: dict[str, list[Subject]]
) -> Iterator[tuple[Subject, Protocol, int] | None]:
    """Pods and their ports behind a Service; None for a pod that policies do not bind."""
    if workload.id not in subjects:
        yield None
    for port in service.ports:
        number = workload.pod.resolve(port.target, port.protocol) if port.target else None
        if number and _is_served(workload, port.protocol, number):
            yield from ((subject, port.protocol, number) for subject in subjects.get(workload.id, ()))


def _is_served(workload: Workload, protocol: Protocol, number: int) -> bool:
    """A port that pods do not declare, though they declare others, is the matter of service-target-port-undeclared."""
    declared = [port for _, port in workload.pod.ports if port.protocol is protocol]
    return not declared or workload.pod.declares(number, protocol)


def _closing(openness: Openness, subject: Subject, protocol: Protocol, number: int) -> tuple[Said, ...] | None:
    """What lets nobody in; None where somebody gets in, or where that is not known."""
    reach, atom = openness.reach, openness.reach.port_atoms.atom(protocol, number)
    parts = reach.verdict(subject.bit, Direction.INGRESS).parts
    admitted = next((peers for ports, peers in parts if ports & atom), 0)
    pods = admitted & reach.universe.all_pods
    if admitted & reach.universe.all_addresses or any(
        reach.verdict(bit, Direction.EGRESS).ports(1 << subject.bit) & atom for bit in bits_of(pods)
    ):
        return None
    traffic = port_traffic(protocol, number)
    answer = openness.prover.connected(reach.clauses, Everyone(), subject.pod, traffic, explain=True)
    return answer.because if isinstance(answer, Never) else None
