"""What a user asks for: paths from a workload to a Service, a name, or another workload."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from k8slint.edge.application import application_edges
from k8slint.edge.edge import Edge
from k8slint.edge.host import service_name
from k8slint.edge.name import Form, ServiceName
from k8slint.finding import Related
from k8slint.model.cluster import Cluster
from k8slint.model.port import PortRef, Protocol
from k8slint.model.workload import Workload
from k8slint.path.follow import follow, follow_pod
from k8slint.path.path import Path
from k8slint.pattern import regex
from k8slint.reach.ends import EndPattern, NoSuchEnd
from k8slint.reach.reachability import Reachability

_PORT = regex(r"(?P<host>.+):(?P<port>[0-9]{1,5}|[a-z0-9]([a-z0-9-]*[a-z0-9])?)")


def paths_between(cluster: Cluster, source: str, destination: str) -> tuple[Path, ...]:
    """The paths from a workload to `shop/redis:6379`, `redis.shop.svc`, `shop/StatefulSet/redis`, …, one a port.

    Without a port, those at which the workload is configured to call it, else all that it has.

    Raises:
        NoSuchEnd: an end that is none of the input, or several.
    """
    client = workload_named(cluster, source)
    host, ref = split_port(destination)
    name = _name(cluster, client, host)
    if name is None:
        return tuple(_to_pods(cluster, client, workload_named(cluster, host), ref))
    return tuple(_to_name(cluster, client, name, ref))


def workload_named(cluster: Cluster, text: str) -> Workload:
    """The workload that a user means by `cart`, `shop/cart` or `shop/Deployment/cart`.

    Raises:
        NoSuchEnd: none, or several.
    """
    return EndPattern(text).one_of(cluster.once(Reachability.of).endpoints).workloads[0]


def split_port(text: str) -> tuple[str, PortRef | None]:
    """Host and port of `redis:6379` or `redis:tcp`."""
    match = _PORT.fullmatch(text)
    if match is None:
        return text, None
    return match["host"], int(match["port"]) if match["port"].isdigit() else match["port"]


def _name(cluster: Cluster, client: Workload, host: str) -> ServiceName | None:
    """The Service that is meant; a name that neither a Service nor a workload has is a Service that is missing."""
    namespace, slash, service = host.partition("/")
    name = ServiceName(namespace, service, Form.OBJECT) if slash else service_name(cluster, client.namespace, host)
    if name is None or cluster.service(name.namespace, name.service):
        return name
    pattern = EndPattern(host)
    return None if any(map(pattern.matches, cluster.once(Reachability.of).endpoints)) else name


def _to_name(cluster: Cluster, client: Workload, name: ServiceName, ref: PortRef | None) -> Iterator[Path]:
    told = [edge for edge in cluster.once(application_edges) if edge.caller is client and _is(edge, name)]
    service = cluster.service(name.namespace, name.service)
    configured = [edge.port for edge in told if edge.port is not None]
    own = [port.port for port in service.ports] if service else []
    refs = [ref] if ref is not None else list(dict.fromkeys(configured or own)) or [None]
    for each in refs:
        path = follow(cluster, client, name, each)
        yield _with_evidence(path, [edge for edge in told if edge.port in (None, each)])


def _is(edge: Edge, name: ServiceName) -> bool:
    return isinstance(edge.callee, ServiceName) and str(edge.callee) == str(name)


def _with_evidence(path: Path, told: list[Edge]) -> Path:
    """The name's hop tells what asks for the connection."""
    related = tuple(Related(edge.evidence.host_at, f"{edge.evidence.key or 'it'} asks for it") for edge in told)
    first = replace(path.hops[0], related=(*path.hops[0].related, *related))
    return replace(path, hops=(first, *path.hops[1:]))


def _to_pods(cluster: Cluster, client: Workload, server: Workload, ref: PortRef | None) -> Iterator[Path]:
    declared = [(port.number, port.protocol) for _, port in server.pod.ports if port.number]
    if ref is not None:
        declared = [(n, p) for n, p in declared if ref in (n, *_names(server, n))] or (
            [(ref, Protocol.TCP)] if isinstance(ref, int) else []
        )
    if not declared:
        raise NoSuchEnd(f"{server.id} declares no port{f' {ref}' if ref else ''}: say which, as in {server.name}:8080")
    yield from (follow_pod(cluster, client, server, protocol, number) for number, protocol in declared)


def _names(server: Workload, number: int) -> Iterator[str]:
    return (port.name for _, port in server.pod.ports if port.number == number and port.name)
