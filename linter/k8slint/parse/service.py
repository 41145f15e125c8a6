"""Services, Endpoints and EndpointSlices."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.field import Field
from k8slint.model.meta import Meta
from k8slint.model.service import SERVICE_NAME_LABEL, EndpointPort, Endpoints, Service, ServicePort, ServiceType
from k8slint.parse.port import NUMBERS, parse_port_ref, parse_protocol
from k8slint.parse.selector import parse_equality_selector


def parse_service(meta: Meta, field: Field) -> Service:
    """A core/v1 Service with the API's defaults."""
    spec = field["spec"]
    return Service(
        meta,
        spec["type"].choice(ServiceType, ServiceType.CLUSTER_IP),
        parse_equality_selector(spec["selector"]) if spec["selector"].mapping() else None,
        tuple(_port(port) for port in spec["ports"].each()),
        spec["clusterIP"].text() == "None" or spec["clusterIPs"].texts()[:1] == ("None",),
        spec["externalName"].text() or None,
        spec["externalIPs"].texts(),
        spec["loadBalancerClass"].text() or None,
        spec["loadBalancerSourceRanges"].texts(),
        spec["externalTrafficPolicy"].text() or "Cluster",
        spec["internalTrafficPolicy"].text() or "Cluster",
        spec["publishNotReadyAddresses"].flag() or False,
        spec["allocateLoadBalancerNodePorts"].flag() is not False,
        spec["loadBalancerIP"].text() or None,
    )


def _port(field: Field) -> ServicePort:
    port = field["port"].number()
    port = port if port in NUMBERS else None
    return ServicePort(
        field["name"].text() or None,
        parse_protocol(field["protocol"]),
        port,
        parse_port_ref(field["targetPort"]) or port,
        field["nodePort"].number() or None,
        field["appProtocol"].text() or None,
        field.at,
    )


def parse_endpoints(meta: Meta, field: Field) -> Endpoints:
    """A core/v1 Endpoints object, which belongs to the Service of its own name."""
    addresses: list[str] = []
    ports: list[EndpointPort] = []
    for subset in field["subsets"].each():
        addresses += (ip for address in subset["addresses"].each() if (ip := address["ip"].text()))
        ports += _endpoint_ports(subset["ports"])
    return Endpoints(meta, meta.name, tuple(addresses), tuple(ports))


def parse_endpoint_slice(meta: Meta, field: Field) -> Endpoints:
    """A discovery.k8s.io EndpointSlice, which belongs to the Service that its label names."""
    addresses = tuple(ip for endpoint in field["endpoints"].each() for ip in endpoint["addresses"].texts())
    return Endpoints(meta, meta.labels.get(SERVICE_NAME_LABEL), addresses, tuple(_endpoint_ports(field["ports"])))


def _endpoint_ports(field: Field) -> Iterator[EndpointPort]:
    for port in field.each():
        yield EndpointPort(
            port["name"].text() or None, port["port"].number(), parse_protocol(port["protocol"]), port.at
        )
