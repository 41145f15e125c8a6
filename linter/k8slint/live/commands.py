"""The commands for a path, and for what policies say of a connection."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.edge.name import Form, ServiceName
from k8slint.finding import ObjectRef
from k8slint.live.attempt import Attempt, Name
from k8slint.live.capture import capture_commands
from k8slint.live.command import Command
from k8slint.live.doors import door_commands, split_commands
from k8slint.live.front import front_of
from k8slint.live.logs import log_commands
from k8slint.live.lookup import lookup_commands
from k8slint.live.named import named
from k8slint.live.order import in_order
from k8slint.live.policies import KINDS, policy_commands
from k8slint.live.probe import to_pod, to_service
from k8slint.live.services import listening_commands, service_commands
from k8slint.model.cluster import Cluster
from k8slint.model.network_policy import Direction
from k8slint.model.port import PortRef
from k8slint.model.service import Service, ServicePort
from k8slint.path.hop import HopKind
from k8slint.path.path import Path
from k8slint.reach.endpoint import Endpoint
from k8slint.reach.explain import Explanation, Side

_SIDES = {Direction.EGRESS: HopKind.EGRESS, Direction.INGRESS: HopKind.INGRESS}


def commands(cluster: Cluster, path: Path) -> tuple[Command, ...]:
    """What confirms a path, the broken hop first."""
    name = _service_name(path)
    service = cluster.service(name.namespace, name.service) if name else None
    port = _port(service, path) if service else None
    front = front_of(cluster, path)
    attempt = Attempt(
        port.protocol if port and not path.pods else path.protocol,
        path.client or next(iter(front.controllers if front else ()), None),
        path.pods or (cluster.pods_of(service) if service else ()),
        path.port,
        _name(cluster, name, service, path.asked, port) if name else None,
        policies=tuple(ref for hop in path.hops for ref in named(cluster, hop) if ref.kind in KINDS),
        front=front,
    )
    return in_order(attempt, _all(attempt), path.broken.kind if path.broken else None)


def explain_commands(explanation: Explanation) -> tuple[Command, ...]:
    """What confirms that policies let a connection through, or do not: it is tried at the pod's own address."""
    source, destination = explanation.source, explanation.destination
    attempt = Attempt(
        explanation.protocol,
        next(iter(source.workloads), None) if isinstance(source, Endpoint) else None,
        destination.workloads if isinstance(destination, Endpoint) else (),
        explanation.port,
        address=None if isinstance(destination, Endpoint) else str(destination.network_address),
        policies=tuple(ref for side in explanation.sides for ref in _deciding(side)),
    )
    broken = next((_SIDES[side.direction] for side in explanation.sides if not side.allowed), None)
    return in_order(attempt, _all(attempt), broken)


def _all(attempt: Attempt) -> Iterator[Command]:
    """Along the path, from what is quick and changes nothing to captures."""
    yield from door_commands(attempt)
    yield from to_service(attempt)
    yield from service_commands(attempt)
    yield from lookup_commands(attempt)
    yield from to_pod(attempt)
    yield from listening_commands(attempt)
    yield from policy_commands(attempt)
    yield from log_commands(attempt)
    yield from capture_commands(attempt)
    yield from split_commands(attempt)


def _service_name(path: Path) -> ServiceName | None:
    """What the path says, else the Service that one of its hops is about."""
    found = (hop.object for hop in path.hops if hop.kind in (HopKind.NAME, HopKind.SERVICE, HopKind.PORT))
    ref = next((ref for ref in found if ref and ref.kind == "Service"), None)
    return path.name or (ServiceName(ref.namespace or "default", ref.name, Form.OBJECT) if ref else None)


def _port(service: Service, path: Path) -> ServicePort | None:
    """The port that is asked for, else the one that leads where the path does, else the only one."""
    if path.asked is not None:
        return service.port(path.asked)
    led = [
        p for p in service.ports if p.target and path.port in {w.pod.resolve(p.target, p.protocol) for w in path.pods}
    ]
    return next(iter(led or service.ports), None) if len(led or service.ports) == 1 else None


def _name(
    cluster: Cluster, name: ServiceName, service: Service | None, asked: PortRef | None, port: ServicePort | None
) -> Name:
    number = asked if isinstance(asked, int) else port.port if port else None
    return Name(name.namespace, name.service, cluster.config.profile.dns_domain, service, number, name.pod)


def _deciding(side: Side) -> Iterator[ObjectRef]:
    yield from (step.clause.policy.ref for step in side.steps if step.decisive)
    yield from (isolation.policy.ref for isolation in side.isolations)
