"""From outside: the name, the door and what stands behind it, request by request up to the Service."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import ObjectRef
from k8slint.live.attempt import Attempt, Name
from k8slint.live.command import Command
from k8slint.live.front import Front
from k8slint.live.kubectl import get, resource, within
from k8slint.live.logs import logs_of
from k8slint.live.pods import Pods
from k8slint.path.hop import HopKind

_CONDITIONS = "{range .conditions[*]} {.type}={.status}/{.reason}{end}"
_STATUS = {
    "Gateway": "{range .status.listeners[*]}{.name}" + _CONDITIONS + '{"\\n"}{end}',
    "Route": "{range .status.parents[*]}{.parentRef.name}" + _CONDITIONS + '{"\\n"}{end}',
}
"""The conditions of a Gateway's listeners, and of a route at each of its parents. (Gateway API reference)"""

_LOCAL = 18080


def door_commands(attempt: Attempt) -> Iterator[Command]:
    """From the request as clients send it, to the Service without anything before it."""
    front = attempt.front
    if front is None:
        return
    yield from _looked_up(front)
    yield from _requested(front)
    yield from (_object(kind, ref) for kind, ref in dict.fromkeys(front.stages))
    for workload in front.controllers:
        pods = Pods(workload, "DOOR")
        yield Command("the logs of what passes the requests on", logs_of(pods), confirms=frozenset({HopKind.DOOR}))


def split_commands(attempt: Attempt) -> Iterator[Command]:
    """A way to the Service that leaves out what stands before it. (kubectl reference: port-forward)"""
    name, parts = attempt.name, attempt.front.parts if attempt.front else None
    if name and name.port and parts:
        yield Command(
            f"a way past the door, open until Ctrl-C: meanwhile ask http://localhost:{_LOCAL}{parts.path or '/'}",
            _forwarded(name, name.port),
            "an answer: the fault lies before the Service",
            "none: it lies at the Service or behind",
        )


def _forwarded(name: Name, port: int) -> tuple[str, ...]:
    service = f"service/{name.service_name}"
    return ("kubectl", "port-forward", *within(name.namespace), service, f"{_LOCAL}:{port}")


def _looked_up(front: Front) -> Iterator[Command]:
    host = front.parts.hostname if front.parts else None
    if host and not host.startswith("-"):
        good, bad = "the address of the door", "NXDOMAIN or another address: DNS does not lead here"
        yield Command(f"the name {host} outside", ("nslookup", host), good, bad, frozenset({HopKind.HOSTNAME}))


def _requested(front: Front) -> Iterator[Command]:
    """`--connect-to` keeps name and certificate and, unlike `--resolve`, takes a balancer's name too. (curl(1))"""
    if front.parts:
        options = ("-sv", "-o", "/dev/null", "--max-time", "10", "--connect-to", front.address)
        yield Command(
            "the request, straight to the address of the door",
            ("curl", *options, front.parts.geturl()),
            "the answer of the application",
            "404: no listener or route takes it. 502 or 503: no endpoints behind it. Timed out: not let in",
            frozenset({HopKind.DOOR, HopKind.LISTENER, HopKind.ROUTE}),
        )


def _object(kind: HopKind, ref: ObjectRef) -> Command:
    if path := _status(ref):
        argv = get(resource(ref), ref.namespace, "-o", f"jsonpath={path}")
        good, bad = "Accepted=True, ResolvedRefs=True, Programmed=True", "False: the reason says what is wrong"
        return Command(f"the conditions of {ref.kind} {ref.name}", argv, good, bad, frozenset({kind}))
    argv = ("kubectl", "describe", resource(ref), *within(ref.namespace))
    good, bad = "an address, the same rules and backends", "no address or events: no controller takes care of it"
    return Command(f"the {ref.kind} {ref.name}", argv, good, bad, frozenset({kind}))


def _status(ref: ObjectRef) -> str | None:
    if not ref.api_version.startswith("gateway.networking.k8s.io/"):
        return None
    return _STATUS.get("Route" if ref.kind.endswith("Route") else ref.kind)
