"""Gateways as doors, and the ways through their listeners and routes.

(Gateway API reference; "Automated deployment" of Istio and of GEP-1762 on the labels of the pods of a Gateway)
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.door.door import Door, DoorKind
from k8slint.door.way import Match, PathMatch, Way
from k8slint.inputs.at import At
from k8slint.model.claim import Claim, claims
from k8slint.model.cluster import Cluster
from k8slint.model.gateway import ANY_HOST, Gateway, ListenerProtocol
from k8slint.model.gateway_class import is_internal
from k8slint.model.gateway_route import PathType, RouteBackend
from k8slint.model.granting import is_granted
from k8slint.model.listener_conflict import listener_conflicts
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload

GATEWAY_NAME_LABEL = "gateway.networking.k8s.io/gateway-name"
"""On the pods that a controller makes for a Gateway. (GEP-1762)"""

_PATHS = {
    PathType.EXACT: PathMatch.EXACT,
    PathType.PREFIX: PathMatch.PREFIX,
    PathType.REGEX: PathMatch.REGEX,
}


def gateway_doors(cluster: Cluster) -> tuple[Door, ...]:
    """A door for every Gateway with a listener of the API's own protocols; the others serve a mesh."""
    return tuple(
        Door(
            DoorKind.GATEWAY,
            gateway.meta,
            gateway.meta.name_at,
            is_internal(gateway),
            controllers=tuple(_controllers(cluster, gateway)),
        )
        for gateway in cluster.gateways
        if any(listener.is_known for listener in gateway.listeners)
    )


def _controllers(cluster: Cluster, gateway: Gateway) -> Iterator[Workload]:
    """Pods labelled with the Gateway, and those of a Service that its addresses name."""
    for workload in cluster.workloads_in(gateway.namespace):
        if workload.pod.labels.get(GATEWAY_NAME_LABEL) == gateway.name:
            yield workload
    for address in gateway.addresses:
        name, _, rest = address.value.partition(".")
        namespace = rest.partition(".")[0] or gateway.namespace
        if address.type == "Hostname" and (service := cluster.service(namespace, name)):
            yield from cluster.pods_of(service)


def gateway_ways(cluster: Cluster) -> tuple[Way, ...]:
    """Every way through an attached route to a Service, by Gateway and listener; of each listener in the order in which
    requests are matched. Listeners in conflict, backends without a share and those without a grant lead nowhere.
    """
    doors = {id(door.meta): door for door in cluster.once(gateway_doors)}
    by_place = cluster.once(claims)
    return tuple(
        way
        for gateway in cluster.gateways
        if id(gateway.meta) in doors
        for place in _open_listeners(gateway)
        for claim in by_place.get(place, ())
        for way in _ways(cluster, doors[id(gateway.meta)], claim)
    )


def _open_listeners(gateway: Gateway) -> Iterator[int]:
    closed = {id(one) for conflict in listener_conflicts(gateway) for one in (conflict.first, conflict.second)}
    return (id(listener) for listener in gateway.listeners if listener.is_known and id(listener) not in closed)


def _ways(cluster: Cluster, door: Door, claim: Claim) -> Iterator[Way]:
    for backend in claim.rule.backends:
        if backend.is_service and backend.weight > 0 and is_granted(cluster, claim.route.meta, backend.ref):
            yield _way(door, claim, backend)


def _way(door: Door, claim: Claim, backend: RouteBackend) -> Way:
    listener, ref = claim.listener, backend.ref
    protocol = listener.protocol if listener else ""
    tls = protocol in (ListenerProtocol.HTTPS, ListenerProtocol.TLS)
    return Way(
        door,
        _match(claim),
        ref.namespace,
        ref.name,
        backend.port,
        ref.name_at,
        listener.port if listener else None,
        Protocol.UDP if protocol == ListenerProtocol.UDP else Protocol.TCP,
        tls,
        tuple(_names(claim)),
    )


def _match(claim: Claim) -> Match:
    host = None if claim.shared == ANY_HOST else claim.shared
    match = claim.match
    words = (
        *((f"method {match.method}",) if match.method else ()),
        *(f"header {header}" for header in match.headers),
        *(f"query parameter {parameter}" for parameter in match.query),
    )
    return Match(host, match.path, _PATHS[match.path_type], words)


def _names(claim: Claim) -> Iterator[tuple[str, At]]:
    if claim.listener:
        yield f"listener {claim.listener.name}", claim.listener.name_at
    yield str(claim.route), claim.route.meta.name_at
