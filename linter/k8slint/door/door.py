"""A place where connections from outside come in."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from k8slint.inputs.at import At
from k8slint.model.meta import Meta
from k8slint.model.workload import Workload
from k8slint.record import dataclass


class DoorKind(StrEnum):
    """What opens it."""

    HOST_PORT = "host port"
    NODE_PORT = "node port"
    EXTERNAL_IP = "external IP"
    LOAD_BALANCER = "load balancer"
    INGRESS = "ingress"
    GATEWAY = "gateway"
    ROUTE = "route"
    """An OpenShift Route."""


@dataclass(frozen=True)
class Door:
    """`meta` is the object that opens it: a Service, an Ingress, a Gateway, a Route, a workload with host ports.

    `internal` is true for a balancer that only the private network reaches, None where that is not known. `sources` are
    the CIDRs that it takes connections from, empty for all. `keeps_client` tells whether the pods see the client's
    address, None where that depends on what lies outside of the input. `controllers` are the declared pods that stand
    between the door and the Services (an ingress controller's, a gateway's); empty where the input declares none.
    `front` names what serves the door together with others, which takes a request by the ways of all of them: an
    ingress class, a router; empty where the door stands alone. `falls_through` tells whether a request that no way of
    its own host takes is tried with those of wildcards and of every host. `addresses` are the addresses and names
    that lead to it, as far as the input tells, whatever it makes of the host in a request.
    """

    kind: DoorKind
    meta: Meta
    at: At = field(compare=False)
    internal: bool | None = None
    sources: tuple[str, ...] = ()
    keeps_client: bool | None = None
    controllers: tuple[Workload, ...] = field(default=(), compare=False)
    front: tuple[str, ...] = ()
    falls_through: bool = True
    addresses: tuple[str, ...] = ()

    @property
    def is_controlled(self) -> bool:
        """Whether a controller's pods open the connections to the Services."""
        return self.kind in (DoorKind.INGRESS, DoorKind.GATEWAY, DoorKind.ROUTE)
