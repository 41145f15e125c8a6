"""The hops from a Service's name to the ports of the pods behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from k8slint.edge.name import ServiceName
from k8slint.finding import Related
from k8slint.model.absence import covers, pods_of_service_elsewhere, service_elsewhere
from k8slint.model.aim import aim_of
from k8slint.model.backing import meant
from k8slint.model.cluster import Cluster
from k8slint.model.listening import listening
from k8slint.model.port import PortRef
from k8slint.model.service import Endpoints, Service, ServicePort
from k8slint.model.workload import Workload, listed
from k8slint.path.hop import Hop, HopKind, State


def name_hop(cluster: Cluster, name: ServiceName) -> Hop:
    """Whether there is a Service of that name."""
    service = cluster.service(name.namespace, name.service)
    if service:
        return Hop(HopKind.NAME, State.PROVEN, f"Service {name}", service.meta.name_at, service.meta.ref)
    if reason := service_elsewhere(cluster, name.namespace, name.service):
        return Hop(HopKind.NAME, State.ASSUMED, f"Service {name} is not in the input: {reason}")
    lack = f"namespace {name.namespace} has no Service {name.service}"
    if near := cluster.nearest_service(name.namespace, name.service):
        related = (Related(near.meta.name_at, "the nearest Service"),)
        return Hop(HopKind.NAME, State.BROKEN, f"{lack}; the nearest is {near.name}", related=related)
    whole = cluster.is_complete(name.namespace)
    elsewhere = next(iter(cluster.services_named(name.service)), None)
    if elsewhere and covers(cluster, name.namespace):
        related = (Related(elsewhere.meta.name_at, "the Service"),)
        return Hop(HopKind.NAME, State.BROKEN, f"{lack}; namespace {elsewhere.namespace} has", related=related)
    return Hop(HopKind.NAME, State.BROKEN if whole else State.UNKNOWN, lack if whole else f"{lack} in this input")


def port_hop(service: Service, ref: PortRef | None) -> tuple[Hop, ServicePort | None]:
    """The port of the Service that is meant; the only one where nothing says which."""
    found = service.port(ref) if ref is not None else service.ports[0] if len(service.ports) == 1 else None
    if found:
        return Hop(HopKind.PORT, State.PROVEN, f"port {found}", found.port_at, service.meta.ref), found
    has = ", ".join(map(str, service.ports)) or "none"
    if ref is None:
        return Hop(
            HopKind.PORT, State.UNKNOWN, f"nothing says which port: it has {has}", service.spec_at / "ports"
        ), None
    as_target = next((port for port in service.ports if port.target == ref), None)
    hint = f"; {ref} is the target of port {as_target.port}" if as_target else ""
    text = f"Service {service.name} has no port {ref}{hint} (ports: {has})"
    return Hop(HopKind.PORT, State.BROKEN, text, service.spec_at / "ports", service.meta.ref), None


def endpoints_hop(cluster: Cluster, service: Service) -> Hop:
    """Whether there are pods, or addresses written by hand, behind a Service."""
    hop = HopKind.ENDPOINTS
    if pods := meant(cluster, service):
        if all(pod.replicas == 0 for pod in pods):
            return Hop(hop, State.BROKEN, f"{listed(pods)}: no replicas", pods[0].meta.at / "spec" / "replicas")
        return Hop(hop, State.PROVEN, listed(pods), pods[0].meta.name_at, pods[0].meta.ref)
    if service.selector is None:
        return _by_hand(cluster, service)
    if reason := pods_of_service_elsewhere(cluster, service):
        return Hop(hop, State.ASSUMED, f"pods that are not in the input: {reason}")
    lack = f"no pod in namespace {service.namespace} has {service.selector}"
    if aim := aim_of(cluster, service):
        related = (Related(aim.label_at, "the nearest pod"),)
        return Hop(hop, State.BROKEN, f"{lack}; {aim.miss}", aim.miss.at, service.meta.ref, related)
    state = State.BROKEN if cluster.is_complete(service.namespace) else State.UNKNOWN
    return Hop(hop, state, lack, service.selector.at, service.meta.ref)


def _by_hand(cluster: Cluster, service: Service) -> Hop:
    """Endpoints that somebody writes, or a controller of whoever made the Service."""
    found = cluster.once(_endpoints).get((service.namespace, service.name), ())
    if found:
        addresses = ", ".join(address for each in found for address in each.addresses) or "none"
        return Hop(HopKind.ENDPOINTS, _state(found), f"addresses {addresses}", found[0].meta.name_at, found[0].meta.ref)
    text = f"Service {service.name} has no selector, and the input no endpoints for it"
    return Hop(HopKind.ENDPOINTS, State.UNKNOWN, text, service.spec_at, service.meta.ref)


def _endpoints(cluster: Cluster) -> Mapping[tuple[str | None, str | None], list[Endpoints]]:
    found: dict[tuple[str | None, str | None], list[Endpoints]] = defaultdict(list)
    for each in cluster.endpoints:
        found[each.meta.namespace, each.service].append(each)
    return found


def _state(found: Iterable[Endpoints]) -> State:
    return State.PROVEN if any(each.addresses for each in found) else State.BROKEN


def target_hops(cluster: Cluster, service: Service, port: ServicePort) -> Iterator[tuple[Hop, Workload, int | None]]:
    """For the pods of each workload behind a Service the port that they get; None for a name that they lack."""
    for pod in meant(cluster, service):
        number = pod.pod.resolve(port.target, port.protocol) if port.target is not None else None
        hop = _target_hop(cluster, pod, port, number)
        yield hop, pod, number


def _target_hop(cluster: Cluster, pod: Workload, port: ServicePort, number: int | None) -> Hop:
    where, ref = f"{pod.kind} {pod.name}", pod.meta.ref
    if number is None:
        text = f"no container of {where} has a {port.protocol} port named {port.target}"
        return Hop(HopKind.TARGET_PORT, State.BROKEN, text, port.target_at, ref)
    declared = next((p for _, p in pod.pod.ports if p.number == number and p.protocol is port.protocol), None)
    at = declared.number_at if declared else listening(cluster, pod, number)
    if at or not any(pod.pod.ports):
        state = State.PROVEN if at else State.ASSUMED
        return Hop(HopKind.TARGET_PORT, state, f"{number}/{port.protocol} of {where}", at or port.target_at, ref)
    ports = ", ".join(str(p) for _, p in pod.pod.ports)
    text = f"{number}/{port.protocol} of {where}, which does not declare it (declared: {ports})"
    return Hop(HopKind.TARGET_PORT, State.ASSUMED, text, port.target_at, ref)
