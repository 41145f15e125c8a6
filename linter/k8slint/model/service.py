"""Services and hand-made endpoints. (API reference: Service v1, Endpoints v1, EndpointSlice discovery.k8s.io/v1)"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from k8slint.inputs.at import At
from k8slint.model.meta import Meta, Namespaced
from k8slint.model.port import PortRef, Protocol
from k8slint.model.selector import Selector
from k8slint.record import dataclass

SERVICE_NAME_LABEL = "kubernetes.io/service-name"
"""The label of an EndpointSlice that names its Service."""

MANAGED_BY_LABEL = "endpointslice.kubernetes.io/managed-by"
"""The label of an EndpointSlice that names its controller."""


class ServiceType(StrEnum):
    """`spec.type`; an unknown one reads as the default, ClusterIP."""

    CLUSTER_IP = "ClusterIP"
    NODE_PORT = "NodePort"
    LOAD_BALANCER = "LoadBalancer"
    EXTERNAL_NAME = "ExternalName"


@dataclass(frozen=True)
class ServicePort:
    """`target` is the port on the pod, defaulted to `port` (also for 0 and the empty name, as the API server does)."""

    name: str | None
    protocol: Protocol
    port: int | None
    target: PortRef | None
    node_port: int | None
    app_protocol: str | None
    at: At = field(compare=False)

    @property
    def target_at(self) -> At:
        """Where the target port is written, or the port that stands for it."""
        written = self.at / "targetPort"
        return written if written.written else self.at / "port"

    @property
    def port_at(self) -> At:
        """Where `port` is written."""
        return self.at / "port"

    @property
    def node_port_at(self) -> At:
        """Where `nodePort` is written."""
        return self.at / "nodePort"

    def __str__(self) -> str:
        return f"{self.port}/{self.protocol}" + (f" ({self.name})" if self.name else "")


@dataclass(frozen=True)
class Service(Namespaced):
    """`selector` is None where endpoints are managed by hand: absent, null or empty in the manifest."""

    type: ServiceType
    selector: Selector | None
    ports: tuple[ServicePort, ...]
    headless: bool
    external_name: str | None
    external_ips: tuple[str, ...]
    load_balancer_class: str | None
    load_balancer_source_ranges: tuple[str, ...]
    external_traffic_policy: str
    internal_traffic_policy: str
    publish_not_ready: bool
    allocates_node_ports: bool = True
    load_balancer_ip: str | None = None

    @property
    def spec_at(self) -> At:
        """Where `spec` is written."""
        return self.meta.at / "spec"

    @property
    def is_malformed(self) -> bool:
        """Whether `spec` or its selector is no map, so that nothing is known of what the author wants of it."""
        return any(
            at.value is not None and not isinstance(at.value, dict) for at in (self.spec_at, self.spec_at / "selector")
        )

    @property
    def type_at(self) -> At:
        """Where `type` is written."""
        return self.spec_at / "type"

    @property
    def open_node_ports(self) -> tuple[ServicePort, ...]:
        """The ports that have, or get, a port on every node."""
        if self.type is ServiceType.NODE_PORT or self.type is ServiceType.LOAD_BALANCER:
            return self.ports
        return ()

    @property
    def source_ranges_at(self) -> At:
        """Where `loadBalancerSourceRanges` is written."""
        return self.spec_at / "loadBalancerSourceRanges"

    def port(self, ref: PortRef) -> ServicePort | None:
        """The port of that number or name."""
        wanted = "port" if isinstance(ref, int) else "name"
        return next((port for port in self.ports if getattr(port, wanted) == ref), None)


@dataclass(frozen=True)
class EndpointPort:
    """A port of Endpoints or an EndpointSlice; an EndpointSlice port without a number stands for all ports."""

    name: str | None
    number: int | None
    protocol: Protocol
    at: At = field(compare=False)


@dataclass(frozen=True)
class Endpoints:
    """Addresses listed for a Service by hand: an Endpoints object, or an EndpointSlice with the Service's label."""

    meta: Meta
    service: str | None
    addresses: tuple[str, ...]
    ports: tuple[EndpointPort, ...]

    @property
    def service_at(self) -> At:
        """Where its Service is named."""
        is_slice = self.meta.kind == "EndpointSlice"
        return self.meta.labels.at_key(SERVICE_NAME_LABEL) if is_slice else self.meta.name_at

    @property
    def ports_at(self) -> At:
        """Where its ports are written."""
        return self.meta.at / "ports" if self.meta.kind == "EndpointSlice" else self.meta.at / "subsets"

    @property
    def is_live(self) -> bool:
        """Whether it was read from a cluster, where controllers write endpoints."""
        return (self.meta.at / "metadata" / "uid").written or MANAGED_BY_LABEL in self.meta.labels
