"""What applications are configured to call: the connections that their variables, arguments and files ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from k8slint.edge.address import Shape
from k8slint.edge.candidate import Candidate, candidates
from k8slint.edge.edge import Confidence, Edge, Evidence
from k8slint.edge.environment import environment, service_variables
from k8slint.edge.host import service_name
from k8slint.edge.name import Form, ServiceName
from k8slint.edge.scheme import default_port, is_address, protocol_of
from k8slint.edge.text import Text, expanded
from k8slint.edge.wording import is_called, is_outside, is_port_of, stem_of, switched, words_of
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.container import Container
from k8slint.model.port import Protocol
from k8slint.model.told import files, words
from k8slint.model.workload import Workload
from k8slint.near import is_digit_slip
from k8slint.pattern import regex
from k8slint.record import dataclass

_PORT = regex(r"[1-9][0-9]{0,4}")
Group = list[Text]
"""The texts among which a host's port is looked for."""


def application_edges(cluster: Cluster) -> tuple[Edge, ...]:
    """The connections that each container is told to open, in the order of the input."""
    reader = Reader.of(cluster)
    found: dict[object, Edge] = {}
    for workload in cluster.workloads:
        for container in workload.pod.containers:
            for edge in reader.edges(workload, container):
                place = (container.at, edge.callee, edge.evidence.host_at)
                if place not in found or found[place].port is None:
                    found[place] = edge
    return tuple(found.values())


@dataclass(frozen=True)
class Reader:
    """Reads what containers are told; a text that several are told is searched once."""

    cluster: Cluster
    services: Mapping[str, Mapping[str, str]]
    seen: dict[tuple[str, str, bool], tuple[Candidate, ...]]

    @classmethod
    def of(cls, cluster: Cluster) -> Reader:
        """One for a cluster."""
        return cls(cluster, service_variables(cluster), {})

    def edges(self, workload: Workload, container: Container) -> Iterator[Edge]:
        """The connections to Services that a container is told to open."""
        for text, group in self.texts(workload, container):
            yield from self._in(workload, container, text, group)

    def texts(self, workload: Workload, container: Container) -> Iterator[tuple[Text, Group]]:
        """What it is told and not told to leave off, each with those among which the port may be."""
        services = self.services.get(workload.namespace, {})
        known = environment(self.cluster, workload, container, services)
        off = [flag for text in known.values() if (flag := switched(text.key, text.text))]
        arguments = [expanded(told, known, services, in_shell=True) for told in words(container)]
        for group in (list(known.values()), arguments):
            for text in group:
                if not any(set(words_of(text.key)).issuperset(flag) for flag in off):
                    yield text, group
        yield from ((Text.of(told), []) for told in files(self.cluster, workload, container))

    def candidates(self, text: Text) -> tuple[Candidate, ...]:
        """The addresses in a text."""
        question = (text.key, text.text, text.is_file)
        if question not in self.seen:
            self.seen[question] = candidates(*question)
        return self.seen[question]

    def _in(self, workload: Workload, container: Container, text: Text, group: Group) -> Iterator[Edge]:
        for candidate in self.candidates(text):
            name = service_name(self.cluster, workload.namespace, candidate.address.host)
            confidence = self._confidence(text, candidate, name) if name and not self._is_self(workload, name) else None
            if name and confidence:
                yield _edge(workload, container, text, group, candidate, name, confidence)

    def _is_self(self, workload: Workload, name: ServiceName) -> bool:
        """Whether it is the caller's own Service; behind a headless one are the other replicas, which it does call."""
        service = self.cluster.service(name.namespace, name.service)
        if service is None or service.headless:
            return False
        return any(own is service for own in self.cluster.services_of(workload))

    def _confidence(self, text: Text, candidate: Candidate, name: ServiceName) -> Confidence | None:
        """None where it is more likely no address at all, or one of the world outside."""
        says_so = (name.form is Form.SVC or _says_so(text, candidate)) and not is_outside(candidate.key)
        if says_so or is_called(candidate.key):
            known = says_so or self.cluster.service(name.namespace, name.service) or self._is_slip(candidate, name)
            return Confidence.CONFIGURED if known else None
        return Confidence.MENTIONED if self._fits(text, candidate, name) or self._is_slip(candidate, name) else None

    def _fits(self, text: Text, candidate: Candidate, name: ServiceName) -> bool:
        """Whether the Service exists, and nearly has the port where free text says only `redis:999`, as chown does."""
        service = self.cluster.service(name.namespace, name.service)
        if service is None or candidate.port is None or not text.is_free or candidate.address.shape > Shape.PORT:
            return service is not None
        numbers = [n for port in service.ports for n in (port.port, port.target) if isinstance(n, int)]
        return (
            not numbers
            or service.headless
            or any(n == candidate.port or is_digit_slip(n, candidate.port) for n in numbers)
        )

    def _is_slip(self, candidate: Candidate, name: ServiceName) -> bool:
        """Whether a Service of nearly that name exists, and has the port unless the key says that it is a host."""
        is_meant = candidate.port or is_called(candidate.key)
        meant = self.cluster.nearest_service(name.namespace, name.service) if is_meant else None
        return meant is not None and (not candidate.port or meant.port(candidate.port) is not None)


def _says_so(text: Text, candidate: Candidate) -> bool:
    """Whether an address is one whatever it comes to: by its form, or by the key of a value that stands alone."""
    if candidate.address.shape is Shape.URL:
        return is_address(candidate.address.scheme)
    return is_called(candidate.key) and (not text.is_file or candidate.port is not None)


def _edge(
    workload: Workload,
    container: Container,
    text: Text,
    group: Group,
    candidate: Candidate,
    name: ServiceName,
    confidence: Confidence,
) -> Edge:
    address = candidate.address
    port, port_at = port_of(text, group, candidate)
    evidence = Evidence(candidate.key or text.key, text.at(address.start, address.end), port_at, address.host)
    protocol = protocol_told(candidate)
    return Edge(workload, name, port, protocol, address.scheme, confidence, evidence, container)


def port_of(text: Text, group: Group, candidate: Candidate) -> tuple[int | None, At | None]:
    """The port that is written with the host, or beside it, else the scheme's, which is written nowhere."""
    if candidate.port:
        return candidate.port, text.at(candidate.port_start, candidate.port_start + len(str(candidate.port)))
    stem = stem_of(candidate.key)
    if stem or candidate.key == "-h":
        for beside in group:
            if is_port_of(stem or "", beside.key) and _PORT.fullmatch(beside.text):
                return int(beside.text), beside.at(0, len(beside.text))
    return (None if candidate.is_open else default_port(candidate.address.scheme)), None


def protocol_told(candidate: Candidate) -> Protocol:
    """UDP where the scheme, or without one the key, is of what goes over it."""
    udp = {"udp", "statsd", "syslog"}.intersection(words_of(candidate.key))
    return Protocol.UDP if udp and not candidate.address.scheme else protocol_of(candidate.address.scheme)
