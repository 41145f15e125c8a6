"""One hop of a path: what is passed, and whether it holds."""

from __future__ import annotations

from dataclasses import field
from enum import IntEnum, StrEnum

from k8slint.finding import ObjectRef, Related
from k8slint.inputs.at import At
from k8slint.record import dataclass


class HopKind(StrEnum):
    """What a hop is about, in the order in which a connection passes them."""

    HOSTNAME = "hostname"
    """A name of the world outside, and what publishes it: an ExternalDNS annotation or a DNSEndpoint."""
    DOOR = "front door"
    """A load balancer, node port, ingress controller or gateway."""
    LISTENER = "listener"
    ROUTE = "route"
    NAME = "name"
    """A name that a pod looks up, and the DNS that it needs for it."""
    DNS = "dns"
    SERVICE = "service"
    PORT = "service port"
    ENDPOINTS = "endpoints"
    TARGET_PORT = "target port"
    EGRESS = "egress policy"
    INGRESS = "ingress policy"
    POD = "pod"


class State(IntEnum):
    """How a hop stands, from bad to good."""

    BROKEN = 1
    """It follows from the input that connections end here."""
    UNKNOWN = 2
    """Nothing in the input says: it depends on what lies outside of it."""
    ASSUMED = 3
    """It holds unless something outside of the input is against it."""
    PROVEN = 4
    """It follows from the input that connections pass."""


@dataclass(frozen=True)
class Hop:
    """`text` says what is passed, or what is wrong; `at` is where a person would have to look or change something."""

    kind: HopKind
    state: State
    text: str
    at: At | None = field(default=None, compare=False)
    object: ObjectRef | None = None
    related: tuple[Related, ...] = field(default=(), compare=False)
