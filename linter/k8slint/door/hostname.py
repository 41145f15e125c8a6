"""Who publishes a name in the DNS of the world outside, and where it leads.

ExternalDNS reads annotations, and the hosts of Ingresses and routes by themselves; `target` overrides where a name
leads. (ExternalDNS documentation, "Sources" and "Annotations")
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import field

from k8slint.door.door import DoorKind
from k8slint.door.doors import ways
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.external_dns import (
    GATEWAY_SOURCE,
    HOSTNAME,
    INGRESS_SOURCE,
    INTERNAL_HOSTNAME,
    TARGET,
    annotation,
    ignores,
    listed,
    plain,
)
from k8slint.model.meta import Meta
from k8slint.record import dataclass

_READS_HOSTS = frozenset({DoorKind.INGRESS, DoorKind.GATEWAY, DoorKind.ROUTE})
_ROUTES = ("HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute")


@dataclass(frozen=True)
class Name:
    """A name, and the object that publishes it.

    `targets` are what it leads to, where the object says so; otherwise it leads to the object's own door. `record` is
    the type of record where that is written.
    """

    text: str
    meta: Meta
    at: At = field(compare=False)
    targets: tuple[str, ...] = ()
    record: str | None = None


def published(cluster: Cluster) -> Mapping[str, tuple[Name, ...]]:
    """Every name of the input, in lower case and without the dot at its end, with those who publish it."""
    return cluster.once(_published)


def named(cluster: Cluster, host: str) -> tuple[Name, ...]:
    """Who publishes a host, be it by a wildcard."""
    names, host = published(cluster), plain(host)
    return names.get(host) or names.get("*." + host.partition(".")[2], ())


def chain(cluster: Cluster, host: str) -> tuple[str, ...]:
    """A host, and the names and addresses that records lead it to, each once."""
    found = [plain(host)]
    for name in found:  # grows while it is read
        targets = (plain(target) for entry in named(cluster, name) for target in entry.targets)
        found += (target for target in dict.fromkeys(targets) if target not in found)
    return tuple(found)


def _published(cluster: Cluster) -> dict[str, tuple[Name, ...]]:
    found: dict[str, list[Name]] = defaultdict(list)
    for name in (*_annotated(cluster), *_of_hosts(cluster), *_recorded(cluster)):
        names = found[plain(name.text)]
        if not any(other.meta is name.meta for other in names):
            names.append(name)
    return {text: tuple(names) for text, names in found.items()}


def _annotated(cluster: Cluster) -> Iterator[Name]:
    for meta in cluster.documents.values():
        for word in (HOSTNAME, INTERNAL_HOSTNAME) if meta.annotations and not ignores(meta) else ():
            if written := annotation(meta, word):
                at = meta.annotations.at_key(written[0])
                yield from (Name(text, meta, at, listed(meta, TARGET)) for text in listed(meta, word))


def _of_hosts(cluster: Cluster) -> Iterator[Name]:
    """The hosts of Ingresses and routes, where no annotation keeps ExternalDNS from reading them."""
    for way in ways(cluster):
        meta = way.door.meta
        if way.door.kind in _READS_HOSTS and way.match.host and not ignores(meta) and _reads_hosts(meta):
            yield Name(way.match.host, meta, way.host_at or way.door.at, listed(meta, TARGET))


def _reads_hosts(meta: Meta) -> bool:
    said = annotation(meta, GATEWAY_SOURCE if meta.kind in _ROUTES else INGRESS_SOURCE)
    return said is None or said[1] != "annotation-only"


def _recorded(cluster: Cluster) -> Iterator[Name]:
    for endpoint in cluster.dns_endpoints:
        for record in endpoint.records:
            if record.type in ("A", "AAAA", "CNAME"):
                yield Name(record.name, endpoint.meta, record.name_at, record.targets, record.type)
