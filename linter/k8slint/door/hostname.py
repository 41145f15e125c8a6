"""Who publishes a name in the DNS of the world outside, and where it leads.

ExternalDNS reads annotations, and the hosts of Ingresses and routes by themselves; `target` overrides where a name
leads. (ExternalDNS documentation, "Sources" and "Annotations")
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import Enum

from k8slint.door.door import DoorKind
from k8slint.door.doors import ways
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.external_dns import (
    HOSTNAME,
    INGRESS_SOURCE,
    INTERNAL_HOSTNAME,
    SET_IDENTIFIER,
    TARGET,
    annotated,
    annotation,
    ignores,
    listed,
    parts,
    plain,
)
from k8slint.model.external_dns_reach import ignored
from k8slint.model.meta import Meta
from k8slint.record import dataclass

_READS_HOSTS = frozenset({DoorKind.INGRESS, DoorKind.GATEWAY, DoorKind.ROUTE})


class Publisher(Enum):
    """What publishes a name."""

    ANNOTATION = HOSTNAME
    INTERNAL = INTERNAL_HOSTNAME
    """For the network inside."""
    HOST = "host"
    """The host of an Ingress or route."""
    RECORD = "record"
    """An entry of a DNSEndpoint."""


@dataclass(frozen=True)
class Name:
    """A name, and the object that publishes it.

    `targets` are what it leads to, where the object says so; otherwise it leads to the object's own door. `record` is
    the type of record where that is written.
    """

    text: str
    meta: Meta
    at: At = field(compare=False)
    publisher: Publisher
    targets: tuple[str, ...] = ()
    record: str | None = None
    set_identifier: str | None = None


def published(cluster: Cluster) -> Mapping[str, tuple[Name, ...]]:
    """Every name of the input, in lower case and without the dot at its end, with those who publish it."""
    return cluster.once(_published)


def named(cluster: Cluster, host: str) -> tuple[Name, ...]:
    """Who publishes a host, be it by a wildcard."""
    names, host = published(cluster), plain(host)
    return names.get(host) or names.get("*." + host.partition(".")[2], ())


def chain(cluster: Cluster, host: str) -> tuple[str, ...]:
    """A host, and the names and addresses that records lead it to, each once."""
    found, queue = {plain(host): None}, [plain(host)]
    for name in queue:  # grows while it is read
        new = {plain(target): None for entry in named(cluster, name) for target in entry.targets}
        queue += (target for target in new if target not in found)
        found |= new
    return tuple(found)


def _published(cluster: Cluster) -> dict[str, tuple[Name, ...]]:
    """An object publishes a name once, whatever for; a DNSEndpoint as often as it has records of the name."""
    found: dict[str, dict[object, Name]] = defaultdict(dict)
    for name in (*_annotated(cluster), *_of_hosts(cluster), *_recorded(cluster)):
        found[plain(name.text)].setdefault(name.at if name.publisher is Publisher.RECORD else id(name.meta), name)
    return {text: tuple(names.values()) for text, names in found.items()}


def _annotated(cluster: Cluster) -> Iterator[Name]:
    for found in annotated(cluster):
        publisher = next((p for p in Publisher if p.value == found.word), None)
        if publisher and not ignores(found.meta) and not ignored(cluster, found):
            for text in parts(found.value):
                yield _name(text, found.meta, found.at, publisher)


def _of_hosts(cluster: Cluster) -> Iterator[Name]:
    """The hosts of Ingresses and routes, where no annotation keeps ExternalDNS from reading them."""
    for way in ways(cluster):
        meta = way.door.meta
        if way.door.kind in _READS_HOSTS and way.match.host and not ignores(meta) and _reads_hosts(meta):
            yield _name(way.match.host, meta, way.host_at or way.door.at, Publisher.HOST)


def _name(text: str, meta: Meta, at: At, publisher: Publisher) -> Name:
    identifier = annotation(meta, SET_IDENTIFIER)
    return Name(text, meta, at, publisher, listed(meta, TARGET), None, identifier[1] if identifier else None)


def _reads_hosts(meta: Meta) -> bool:
    said = annotation(meta, INGRESS_SOURCE)
    return said is None or said[1].lower() != "annotation-only"


def _recorded(cluster: Cluster) -> Iterator[Name]:
    for endpoint in cluster.dns_endpoints:
        for record in endpoint.records:
            if record.type in ("A", "AAAA", "CNAME"):
                at, publisher = record.name_at, Publisher.RECORD
                yield Name(
                    record.name, endpoint.meta, at, publisher, record.targets, record.type, record.set_identifier
                )
