"""Names that two objects publish, so that the DNS cannot follow both.

Two get along where they lead to the same place: by the same targets, one front, one shared address, the nodes; where a
routing policy tells them apart; or where one is for the network inside. (ExternalDNS documentation, "Annotations";
MetalLB and Cilium, address sharing)
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.door.door import DoorKind
from k8slint.door.doors import ways
from k8slint.door.hostname import Name, Publisher, published
from k8slint.inputs.document import Document
from k8slint.model.balancer_side import fixed_addresses
from k8slint.model.cluster import Cluster
from k8slint.model.external_dns import ROUTE_KINDS
from k8slint.model.front_controller import is_front_controller
from k8slint.model.meta import Meta
from k8slint.model.service import Service, ServiceType
from k8slint.record import dataclass

_SHARING = (
    "metallb.io/allow-shared-ip",
    "metallb.universe.tf/allow-shared-ip",
    "lbipam.cilium.io/sharing-key",
    "io.cilium/lb-ipam-sharing-key",
)
Front = tuple[object, ...]
MOST = 50
"""With how many others of its name each is compared."""


@dataclass(frozen=True)
class Claim:
    """`second` publishes a name that `first` publishes, too."""

    first: Name
    second: Name

    @property
    def is_sure(self) -> bool:
        """Whether both say themselves where it leads, in the same way."""
        alike = (self.first.publisher, self.first.record) == (self.second.publisher, self.second.record)
        return alike and bool(self.first.targets) and bool(self.second.targets)


def claims(cluster: Cluster) -> Iterator[Claim]:
    """Each name that is claimed again, with one who claimed it before."""
    fronts = _fronts(cluster)
    for names in published(cluster).values():
        for place, name in enumerate(names):
            earlier = names[: min(place, MOST)]
            if first := next((n for n in earlier if not _get_along(cluster, fronts, n, name)), None):
                yield Claim(first, name)


def _fronts(cluster: Cluster) -> dict[Document, Front]:
    """What serves an object together with others: an Ingress, a Gateway and the routes that are attached to it."""
    found: dict[Document, Front] = {}
    for way in ways(cluster):
        if way.door.kind in (DoorKind.INGRESS, DoorKind.GATEWAY, DoorKind.ROUTE):
            found |= {at.document: way.front for at in (way.door.meta.at, *(at for _, at in way.names))}
    return found


def _get_along(cluster: Cluster, fronts: dict[Document, Front], one: Name, other: Name) -> bool:
    publishers = {one.publisher, other.publisher}
    read_twice = one.meta.ref == other.meta.ref and one.at.document is not other.at.document
    if read_twice or publishers == {Publisher.HOST}:
        return True  # nothing says that ExternalDNS is about the hosts of rules alone
    if one.set_identifier or other.set_identifier or (one.record and other.record and one.record != other.record):
        return True
    if Publisher.INTERNAL in publishers and len(publishers) > 1:
        return True
    if one.targets and other.targets:
        return set(one.targets) == set(other.targets)
    if _one_front(fronts, one.meta, other.meta):
        return True
    return not one.targets and not other.targets and _share_place(cluster, one.meta, other.meta)


def _one_front(fronts: dict[Document, Front], one: Meta, other: Meta) -> bool:
    """Whether both are served by one; a route whose Gateway is not known may be of any."""
    first, second = fronts.get(one.at.document), fronts.get(other.at.document)
    if first and second:
        return first == second
    return any(meta.kind in ROUTE_KINDS and meta.at.document not in fronts for meta in (one, other))


def _share_place(cluster: Cluster, one: Meta, other: Meta) -> bool:
    """Whether the addresses of two objects are the same, or belong together."""
    first, second = _service(cluster, one), _service(cluster, other)
    if first is None or second is None:
        return any(_is_front(cluster, service) for service in (first, second) if service)
    types = {first.type, second.type}
    if types == {ServiceType.NODE_PORT} or (first.headless and second.headless):
        return True
    return bool(_shared(first)) and _shared(first) == _shared(second)


def _shared(service: Service) -> tuple[str, ...]:
    """The addresses that it asks for, or the word by which it shares one."""
    annotations = service.meta.annotations
    return fixed_addresses(service) or tuple(annotations[key] for key in _SHARING if key in annotations)


def _service(cluster: Cluster, meta: Meta) -> Service | None:
    found = cluster.service(meta.namespace or "default", meta.name) if meta.kind == "Service" else None
    return found if found and found.meta is meta else None


def _is_front(cluster: Cluster, service: Service) -> bool:
    """Whether it leads to an ingress controller or gateway, or to pods that the input does not show."""
    pods = cluster.pods_of(service)
    return not pods or any(map(is_front_controller, pods))
