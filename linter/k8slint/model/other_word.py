"""A port of a Service by another word than its name: its number, its target, or what containers call it."""

from __future__ import annotations

from collections.abc import Iterable

from k8slint.model.backing import meant
from k8slint.model.cluster import Cluster
from k8slint.model.port import PortRef
from k8slint.model.service import Service, ServicePort
from k8slint.record import dataclass


@dataclass(frozen=True)
class OtherWord:
    """`port` of `service` is what a word stands for that is not its name; `why` says what the word is."""

    service: Service
    port: ServicePort
    why: str


def other_word(cluster: Cluster, services: Iterable[Service], word: PortRef) -> OtherWord | None:
    """The port that a word was meant for; its own number counts before what it leads to."""
    ports = [(service, port) for service in services for port in service.ports]
    for service, port in ports:
        if str(port.port) == str(word):
            return OtherWord(service, port, "that is its number")
    for service, port in ports:
        if any(str(word) in names for names in _names_behind(cluster, service, port)):
            return OtherWord(service, port, "that is the container's name for the port behind it")
    return None


def _names_behind(cluster: Cluster, service: Service, port: ServicePort) -> Iterable[set[str]]:
    """What each of the pods calls the target of a port, by name and number."""
    yield {str(port.target)}
    for workload in meant(cluster, service):
        number = workload.pod.resolve(port.target, port.protocol) if port.target else None
        if number:
            same = [p for _, p in workload.pod.ports if p.number == number and p.protocol is port.protocol]
            yield {str(number), *(p.name for p in same if p.name)}
