"""OpenShift Routes. (API reference: Route route.openshift.io/v1)"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from k8slint.inputs.at import At
from k8slint.model.meta import Namespaced
from k8slint.model.port import PortRef
from k8slint.model.service import Service, ServicePort
from k8slint.record import dataclass


class Termination(StrEnum):
    """Where the TLS of the clients ends."""

    EDGE = "edge"
    PASSTHROUGH = "passthrough"
    REENCRYPT = "reencrypt"


@dataclass(frozen=True)
class RouteBackend:
    """A Service and its share of the requests; without weight it gets none."""

    service: str
    weight: int
    at: At = field(compare=False)


@dataclass(frozen=True)
class Route(Namespaced):
    """`port` is the name of a Service's port or the number of its target port, None for every port.

    `termination` is None for plain HTTP; `subdomains` where it takes every name beside its host's.
    (`wildcardPolicy: Subdomain`)
    """

    host: str | None
    backends: tuple[RouteBackend, ...]
    port: PortRef | None
    path: str | None = None
    termination: Termination | None = None
    subdomains: bool = False

    @property
    def services(self) -> tuple[str, ...]:
        """The Services that it names, the first one and its alternates."""
        return tuple(backend.service for backend in self.backends)

    @property
    def spec_at(self) -> At:
        """Where `spec` is written."""
        return self.meta.at / "spec"

    def leads_to(self, port: ServicePort) -> bool:
        """Whether its requests go to a port of one of its Services."""
        return self.port in (None, port.target, port.name)

    def port_of(self, service: Service) -> ServicePort | None:
        """The first port of a Service that it leads to."""
        return next(filter(self.leads_to, service.ports), None)
