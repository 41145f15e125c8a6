"""What the cluster has of the Service: itself, its endpoints, and the pods that it selects."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.live.attempt import Attempt, Name
from k8slint.live.command import Command
from k8slint.live.kubectl import debugged, get
from k8slint.model.port import Protocol
from k8slint.model.service import SERVICE_NAME_LABEL
from k8slint.path.hop import HopKind

_SOCKETS = {Protocol.TCP: "-lnt", Protocol.UDP: "-lnu", Protocol.SCTP: "-lnS"}
"""The options of ss(8) for the listening sockets of a protocol."""


def service_commands(attempt: Attempt) -> Iterator[Command]:
    """From the name to the pods behind it."""
    if attempt.name:
        yield _service(attempt.name)
        if attempt.name.service is None:
            yield _all_services(attempt.name)
        yield _endpoints(attempt.name)
        yield from _selected(attempt.name)
        if not attempt.servers:
            yield _all_pods(attempt.name)


def _service(name: Name) -> Command:
    port = f", with port {name.port}" if name.port else ""
    return Command(
        f"the Service {name.service_name} of namespace {name.namespace}",
        get(f"service/{name.service_name}", name.namespace, "-o", "wide"),
        f"it is there{port} and the selector of the manifests",
        "NotFound: clients use a name that no Service has. Without the port: they ask for one that it lacks",
        frozenset({HopKind.NAME, HopKind.SERVICE, HopKind.PORT}),
    )


def _all_services(name: Name) -> Command:
    purpose = f"every Service of namespace {name.namespace}"
    return Command(purpose, get("services", name.namespace), confirms=frozenset({HopKind.NAME}))


def _endpoints(name: Name) -> Command:
    return Command(
        "the addresses and ports behind it",
        get("endpointslices", name.namespace, "-l", f"{SERVICE_NAME_LABEL}={name.service_name}"),
        "addresses of ready pods, at the port on which they listen",
        "no or unset endpoints: the selector matches no ready pod. No port: a named target port that the pods lack",
        frozenset({HopKind.ENDPOINTS, HopKind.TARGET_PORT}),
    )


def _selected(name: Name) -> Iterator[Command]:
    if name.service and name.service.selector and name.service.selector.is_literal:
        pairs = name.service.selector.equalities
        query = ",".join(f"{key}={value}" for key, value in pairs.items())
        yield Command(
            "the pods that it selects",
            get("pods", name.namespace, "-l", query, "-o", "wide", "--show-labels"),
            "Running, and all containers READY",
            "none: compare the labels of the pods that are meant. Not READY: the readiness probe keeps them out",
            frozenset({HopKind.ENDPOINTS, HopKind.POD}),
        )


def _all_pods(name: Name) -> Command:
    return Command(
        f"every pod of namespace {name.namespace} with its labels",
        get("pods", name.namespace, "--show-labels"),
        confirms=frozenset({HopKind.ENDPOINTS}),
    )


def listening_commands(attempt: Attempt) -> Iterator[Command]:
    """The network namespace is the pod's, so that `ss` in a debug container sees every container's sockets."""
    if pods := attempt.at_server:
        only = (f"sport = :{attempt.port}",) if attempt.port else ()
        yield Command(
            f"who listens on port {attempt.port} in the pod" if attempt.port else "the ports that the pod listens on",
            debugged(pods, "ss", _SOCKETS[attempt.protocol], *only),
            "a line with the port at 0.0.0.0, any address, or the address of the pod",
            "no line: nobody listens. 127.0.0.1: only the pod itself gets through",
            frozenset({HopKind.TARGET_PORT, HopKind.POD}),
        )
