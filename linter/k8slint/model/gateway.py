"""Gateways and their classes. (Gateway API reference: GatewayClass, Gateway)"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from k8slint.inputs.at import At
from k8slint.model.meta import Meta, Namespaced
from k8slint.model.reference import KindRef, Reference
from k8slint.model.selector import Selector
from k8slint.record import dataclass

GROUP = "gateway.networking.k8s.io"
ANY_HOST = "*"
"""The hostname of a listener or route that names none."""

MAX_LISTENERS = 64
"""Of one Gateway. (Gateway API reference: GatewaySpec.listeners)"""


class ListenerProtocol(StrEnum):
    """The protocols of the API; implementations have others of their own."""

    HTTP = "HTTP"
    HTTPS = "HTTPS"
    TLS = "TLS"
    TCP = "TCP"
    UDP = "UDP"


class FromNamespaces(StrEnum):
    """Routes of which namespaces may attach to a listener."""

    SAME = "Same"
    ALL = "All"
    SELECTOR = "Selector"


ROUTE_KINDS = {
    ListenerProtocol.HTTP: ("HTTPRoute", "GRPCRoute"),
    ListenerProtocol.HTTPS: ("HTTPRoute", "GRPCRoute"),
    ListenerProtocol.TLS: ("TLSRoute", "TCPRoute"),
    ListenerProtocol.TCP: ("TCPRoute",),
    ListenerProtocol.UDP: ("UDPRoute",),
}
"""The kinds of routes that fit a protocol. (Gateway API: "Route summary table"; TCPRoute where TLS is terminated)"""


@dataclass(frozen=True)
class Listener:
    """`hostname` is `*` where none is written, `protocol` any text; `tls_mode` is None where there is no `tls`.

    `namespaces` and `selector` tell whose routes it admits; `kinds` are those that are written, empty for those that
    fit the protocol.
    """

    name: str
    hostname: str
    port: int | None
    protocol: str
    tls_mode: str | None
    certificates: tuple[Reference, ...]
    namespaces: FromNamespaces
    selector: Selector
    kinds: tuple[KindRef, ...]
    at: At = field(compare=False)

    @property
    def fitting_kinds(self) -> tuple[str, ...]:
        """The kinds of routes that fit the protocol; none where it is not the API's own."""
        kinds = ROUTE_KINDS.get(self.protocol, ())  # type: ignore[call-overload]
        if self.protocol == ListenerProtocol.TLS and self.tls_mode == "Passthrough":
            return ("TLSRoute",)
        return tuple(kinds)

    @property
    def is_known(self) -> bool:
        """Whether the protocol is one of the API's own, so that it is known what fits it."""
        return self.protocol in ROUTE_KINDS

    @property
    def supported_kinds(self) -> tuple[str, ...]:
        """The kinds of routes that it admits, as a controller reports them."""
        if not self.kinds:
            return self.fitting_kinds
        named = {kind.kind for kind in self.kinds if kind.group == GROUP}
        return tuple(kind for kind in self.fitting_kinds if kind in named)

    @property
    def name_at(self) -> At:
        """Where its name is written."""
        return self.at / "name"

    @property
    def hostname_at(self) -> At:
        """Where its hostname is written, or would have to be."""
        return self.at / "hostname"

    @property
    def allowed_at(self) -> At:
        """Where `allowedRoutes` is written, or would have to be."""
        return self.at / "allowedRoutes"


@dataclass(frozen=True)
class Address:
    """`type` is IPAddress, Hostname or a controller's own."""

    type: str
    value: str


@dataclass(frozen=True)
class Gateway(Namespaced):
    """Listeners under one set of addresses."""

    class_name: str
    listeners: tuple[Listener, ...]
    addresses: tuple[Address, ...]

    @property
    def class_at(self) -> At:
        """Where its class is named."""
        return self.meta.at / "spec" / "gatewayClassName"


@dataclass(frozen=True)
class GatewayClass:
    """A class, and the controller that serves it."""

    meta: Meta
    controller: str | None

    @property
    def name(self) -> str:
        """Its name."""
        return self.meta.name
