"""A connection from a pod to a name, followed hop by hop until one breaks or nothing more is known."""

from __future__ import annotations

from dataclasses import replace

from k8slint.edge.host import service_name
from k8slint.edge.name import Form, ServiceName
from k8slint.edge.resolve import MOST_NAMES
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.port import PortRef, Protocol
from k8slint.model.service import Service, ServicePort, ServiceType
from k8slint.model.workload import Workload
from k8slint.path.end import End, pod_names
from k8slint.path.hop import Hop, HopKind, State
from k8slint.path.path import Path
from k8slint.path.policy_hops import dns_hop, policy_hops
from k8slint.path.service_hops import endpoints_hop, name_hop, port_hop, target_hops


def follow(cluster: Cluster, client: Workload, name: ServiceName, ref: PortRef | None) -> Path:
    """The path of a workload's connection to a port of a Service."""
    hops, ends = behind(cluster, name, ref)
    for end in ends:
        if end.workload.id != client.id:
            hops += policy_hops(cluster, client, end.workload, end.protocol, end.number)
    if not _ends(hops):
        hops.append(dns_hop(cluster, client))
    destination = f"{name}:{ref}" if ref is not None else str(name)
    return with_ends(Path(client.id, destination, tuple(hops), client=client, name=name, asked=ref), ends)


def follow_pod(cluster: Cluster, client: Workload, server: Workload, protocol: Protocol, number: int) -> Path:
    """The path of a workload's connection to the pods of another, without a Service between."""
    hops = tuple(policy_hops(cluster, client, server, protocol, number))
    return Path(client.id, f"{server.id}:{number}", hops, protocol, client, (server,), number)


def behind(cluster: Cluster, name: ServiceName, ref: PortRef | None) -> tuple[list[Hop], tuple[End, ...]]:
    """The hops from a name to the pods behind it, and the ports of those that are reached."""
    hops = [name_hop(cluster, name)]
    name = _followed(cluster, name, hops)
    service = cluster.service(name.namespace, name.service)
    if service is None or service.type is ServiceType.EXTERNAL_NAME:
        return hops, ()
    port = _port(service, name, ref, hops)
    hops.append(endpoints_hop(cluster, service))
    if port is None or _ends(hops):
        return hops, ()
    found = [target for target in target_hops(cluster, service, port) if name.pod in (None, *pod_names(target[1]))]
    hops += (hop for hop, _, _ in found)
    return hops, tuple(End(pod, port.protocol, number) for _, pod, number in found if number)


def _port(service: Service, name: ServiceName, ref: PortRef | None, hops: list[Hop]) -> ServicePort | None:
    """Who looks up a headless Service goes to the pods' own port, which nothing rewrites. (DNS specification)

    Controllers do not look up what a route names: they read its endpoints, with their target ports.
    """
    hop, port = port_hop(service, ref)
    if service.headless and isinstance(ref, int) and name.form is not Form.OBJECT:
        same = next((p for p in service.ports if ref in (p.port, p.target)), None)
        text = f"headless: port {ref} of the pods, as it is"
        hops.append(Hop(HopKind.PORT, State.PROVEN, text, service.spec_at / "clusterIP", service.meta.ref))
        return (
            replace(same, target=ref)
            if same
            else ServicePort(None, Protocol.TCP, ref, ref, None, None, service.spec_at)
        )
    hops.append(hop)
    return port


def _followed(cluster: Cluster, name: ServiceName, hops: list[Hop]) -> ServiceName:
    """The name at the end of the ExternalName Services that stand for others, with a hop for each of them."""
    seen: set[At] = set()
    while len(seen) < MOST_NAMES:
        service = cluster.service(name.namespace, name.service)
        if service is None or service.type is not ServiceType.EXTERNAL_NAME:
            return name
        if service.meta.at in seen:
            break
        seen.add(service.meta.at)
        following = service_name(cluster, service.namespace, service.external_name or "")
        is_known = following is not None and cluster.service(following.namespace, following.service) is not None
        hops.append(_alias(service, is_known=is_known))
        if following is None or not is_known:
            return name
        name = following
    text = f"the aliases lead in a circle, or are more than {MOST_NAMES}"
    hops.append(Hop(HopKind.SERVICE, State.BROKEN, text, hops[-1].at, hops[-1].object))
    return name


def _alias(service: Service, *, is_known: bool) -> Hop:
    state, where = (State.PROVEN, "") if is_known else (State.ASSUMED, ", outside of the cluster")
    text = f"Service {service.name} stands for {service.external_name}{where}"
    return Hop(HopKind.SERVICE, state, text, service.spec_at / "externalName", service.meta.ref)


def _ends(hops: list[Hop]) -> bool:
    return any(hop.state <= State.UNKNOWN for hop in hops)


def with_ends(path: Path, ends: tuple[End, ...]) -> Path:
    """The path with what it ends at."""
    if not ends:
        return path
    pods = tuple({end.workload.id: end.workload for end in ends}.values())
    return replace(path, protocol=ends[0].protocol, pods=pods, port=ends[0].number)
