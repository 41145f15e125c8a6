"""What applications are configured to call outside of the cluster: hosts of the DNS, and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from k8slint.edge.address import Shape
from k8slint.edge.application import Reader, port_of, protocol_told
from k8slint.edge.candidate import Candidate
from k8slint.edge.edge import Evidence
from k8slint.edge.host import service_name
from k8slint.edge.scheme import is_address
from k8slint.edge.text import Text
from k8slint.edge.wording import is_called, is_outside
from k8slint.model.cluster import Cluster
from k8slint.model.port import Protocol
from k8slint.model.workload import Workload
from k8slint.record import dataclass

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
_ADDRESS = re.compile(r"(?!0\.|127\.)[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_INSIDE = (
    *(".local", ".svc", ".internal", ".localhost", ".example", ".invalid", ".test"),
    *("example.com", "example.net", "example.org"),
)
"""Ends of names that are none of the public DNS. (RFC 2606, RFC 6762; `.internal`: reserved for private use)"""
_TOP = frozenset({"com", "net", "org", "io", "dev", "app", "cloud", "ai", "co", "eu", "info", "sh"})
"""Ends that tell a name of two words from a Service and its namespace."""


@dataclass(frozen=True, eq=False)
class OutsideCall:
    """A workload is told to call a host or an address outside at a port."""

    caller: Workload
    host: str
    port: int
    protocol: Protocol
    evidence: Evidence

    @property
    def is_address(self) -> bool:
        """Whether the host is an IPv4 address."""
        return _ADDRESS.fullmatch(self.host) is not None


def outside_calls(cluster: Cluster) -> tuple[OutsideCall, ...]:
    """Those of which the port is known too, each once a workload."""
    reader = Reader.of(cluster)
    found: dict[tuple[str, str, int], OutsideCall] = {}
    for workload in cluster.workloads:
        for call in _calls(reader, workload):
            found.setdefault((workload.id, call.host, call.port), call)
    return tuple(found.values())


def _calls(reader: Reader, workload: Workload) -> Iterator[OutsideCall]:
    for container in workload.pod.containers:
        for text, group in reader.texts(workload, container):
            for candidate in reader.candidates(text):
                address, (port, port_at) = candidate.address, port_of(text, group, candidate)
                inside = service_name(reader.cluster, workload.namespace, address.host)
                if port and not inside and _leads_outside(address.host) and _is_meant(text, candidate):
                    key, at = candidate.key or text.key, text.at(address.start, address.end)
                    evidence = Evidence(key, at, port_at, address.host)
                    yield OutsideCall(workload, address.host, port, protocol_told(candidate), evidence)


def _leads_outside(host: str) -> bool:
    name = host.lower()
    is_host = _HOST.fullmatch(name) is not None and not name.endswith(_INSIDE)
    return (is_host and (name.count(".") > 1 or name.rpartition(".")[2] in _TOP)) or bool(_ADDRESS.fullmatch(name))


def _is_meant(text: Text, candidate: Candidate) -> bool:
    """Whether its key says that it is called, or, where a value consists of it, the scheme."""
    is_url = candidate.address.shape is Shape.URL and is_address(candidate.address.scheme) and not text.is_file
    return (is_url or is_called(candidate.key)) and not is_outside(candidate.key)
