"""The commands for a path, and for what policies say of a connection."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import ObjectRef
from k8slint.inputs.at import At
from k8slint.live.attempt import Attempt, Name
from k8slint.live.capture import capture_commands
from k8slint.live.command import Command
from k8slint.live.logs import log_commands
from k8slint.live.lookup import lookup_commands
from k8slint.live.order import in_order
from k8slint.live.policies import KINDS, policy_commands
from k8slint.live.probe import to_pod, to_service
from k8slint.live.services import service_commands
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.model.service import Service
from k8slint.path.hop import Hop, HopKind
from k8slint.path.path import Path
from k8slint.reach.clause import Network
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.explain import Explanation, Side

_SIDES = {Direction.EGRESS: HopKind.EGRESS, Direction.INGRESS: HopKind.INGRESS}


def commands(cluster: Cluster, path: Path) -> tuple[Command, ...]:
    """What confirms a path, the broken hop first."""
    attempt = Attempt(
        path.protocol,
        path.client,
        path.pods,
        path.port,
        _name(cluster, path),
        policies=tuple(ref for hop in path.hops for ref in _policies(cluster, hop)),
    )
    broken = path.broken.kind if path.broken else None
    return in_order(attempt, _all(attempt), broken)


def explain_commands(explanation: Explanation) -> tuple[Command, ...]:
    """What confirms that policies let a connection through, or do not: it is tried at the pod's own address."""
    source, destination = explanation.source, explanation.destination
    attempt = Attempt(
        explanation.protocol,
        source.workloads[0] if isinstance(source, Endpoint) else None,
        destination.workloads if isinstance(destination, Endpoint) else (),
        explanation.port,
        address=None if isinstance(destination, Endpoint) else _address(destination),
        policies=tuple(ref for side in explanation.sides for ref in _deciding(side)),
    )
    broken = next((_SIDES[side.direction] for side in explanation.sides if not side.allowed), None)
    return in_order(attempt, _all(attempt), broken)


def _all(attempt: Attempt) -> Iterator[Command]:
    """Along the path; what is quick and changes nothing before debug containers and captures."""
    yield from to_service(attempt)
    yield from to_pod(attempt)
    yield from lookup_commands(attempt)
    yield from service_commands(attempt)
    yield from policy_commands(attempt)
    yield from log_commands(attempt)
    yield from capture_commands(attempt)


def _name(cluster: Cluster, path: Path) -> Name | None:
    name = path.name
    if name is None:
        return None
    service = cluster.service(name.namespace, name.service)
    number = path.asked if isinstance(path.asked, int) else _number(service, path.asked) if service else None
    return Name(name.namespace, name.service, cluster.config.profile.dns_domain, service, number, name.pod)


def _number(service: Service, asked: str | None) -> int | None:
    found = service.port(asked) if asked else service.ports[0] if len(service.ports) == 1 else None
    return found.port if found else None


def _policies(cluster: Cluster, hop: Hop) -> Iterator[ObjectRef]:
    """Those that a hop names: its object, and what its places are written in."""
    places = [place for place in (hop.at, *(related.at for related in hop.related)) if isinstance(place, At)]
    metas = (cluster.documents.get(place.document) for place in places)
    found = (hop.object, *(meta.ref for meta in metas if meta))
    yield from (ref for ref in found if ref and ref.kind in KINDS)


def _deciding(side: Side) -> Iterator[ObjectRef]:
    yield from (step.clause.policy.ref for step in side.steps if step.decisive)
    yield from (isolation.policy.ref for isolation in side.isolations)


def _address(network: Network) -> str:
    return str(network.network_address)
