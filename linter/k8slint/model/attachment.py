"""Which route attaches to which listener, and what keeps the others away.

(Gateway API reference: ParentReference, AllowedRoutes; HTTPRouteSpec.hostnames)
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from k8slint.model.cluster import Cluster
from k8slint.model.gateway import FromNamespaces, Gateway, Listener
from k8slint.model.gateway_route import GATEWAY, GatewayRoute, ParentRef
from k8slint.model.hostname import common
from k8slint.model.namespace import NAME_LABEL
from k8slint.record import dataclass


class Refusal(StrEnum):
    """Why a listener does not take a route, in the order in which controllers look."""

    SECTION = "section"
    """The route asks for another section."""
    PORT = "port"
    """The route asks for another port."""
    PROTOCOL = "protocol"
    """Routes of its kind do not fit the listener's protocol."""
    KIND = "kind"
    """The listener admits other kinds only."""
    NAMESPACE = "namespace"
    """The listener does not admit the route's namespace."""
    HOSTNAME = "hostname"
    """No name belongs to both."""


@dataclass(frozen=True)
class Attachment:
    """A listener and what it does with a route: `refusal` is None where it takes it.

    `hosts` are pairs of a hostname of the route and the names that it has in common with the listener's. `sure` is
    false where the labels of the route's namespace decide, and are not known, or where the protocol is a controller's
    own: then the listener is taken to admit the route.
    """

    listener: Listener
    refusal: Refusal | None
    hosts: tuple[tuple[str, str], ...] = ()
    sure: bool = True


@dataclass(frozen=True)
class Binding:
    """A route's reference to a Gateway, and what each listener says; `gateway` is None where the input lacks it."""

    route: GatewayRoute
    parent: ParentRef
    gateway: Gateway | None
    attachments: tuple[Attachment, ...]

    @property
    def taken(self) -> tuple[Attachment, ...]:
        """The listeners that the route attaches to."""
        return tuple(attachment for attachment in self.attachments if attachment.refusal is None)

    @property
    def refusal(self) -> Refusal | None:
        """What keeps the route away from all listeners: of the nearest to taking it, the reason."""
        reasons = [attachment.refusal for attachment in self.attachments]
        if None in reasons:
            return None
        return max((reason for reason in reasons if reason), key=list(Refusal).index, default=Refusal.SECTION)


def bindings(cluster: Cluster) -> tuple[Binding, ...]:
    """Every reference of a route to a Gateway, in the order of the input."""
    gateways: dict[tuple[str, str], list[Gateway]] = {}
    for gateway in cluster.gateways:
        gateways.setdefault((gateway.namespace, gateway.name), []).append(gateway)
    return tuple(
        _binding(cluster, route, parent, gateways.get((parent.ref.namespace, parent.ref.name), []))
        for route in cluster.gateway_routes
        for parent in route.parents
        if parent.ref.kind == GATEWAY
    )


def _binding(cluster: Cluster, route: GatewayRoute, parent: ParentRef, gateways: list[Gateway]) -> Binding:
    """With the last Gateway of that name that takes the route: the input may hold variants of one object."""
    found = Binding(route, parent, None, ())
    for gateway in gateways:
        attachments = (_attachment(cluster, route, parent, gateway, listener) for listener in gateway.listeners)
        binding = Binding(route, parent, gateway, tuple(attachments))
        found = binding if binding.taken or not found.taken else found
    return found


def _attachment(
    cluster: Cluster, route: GatewayRoute, parent: ParentRef, gateway: Gateway, listener: Listener
) -> Attachment:
    if parent.section not in (None, listener.name):
        return Attachment(listener, Refusal.SECTION)
    if parent.port not in (None, listener.port):
        return Attachment(listener, Refusal.PORT)
    if listener.is_known and route.meta.kind not in listener.fitting_kinds:
        return Attachment(listener, Refusal.PROTOCOL)
    if listener.kinds and route.kind not in listener.kinds:
        return Attachment(listener, Refusal.KIND)
    admitted = admits(cluster, gateway, listener, route.namespace)
    if admitted is False:
        return Attachment(listener, Refusal.NAMESPACE)
    hosts = tuple(_hosts(route, listener))
    refusal = None if hosts else Refusal.HOSTNAME
    return Attachment(listener, refusal, hosts, admitted is not None and listener.is_known)


def admits(cluster: Cluster, gateway: Gateway, listener: Listener, namespace: str) -> bool | None:
    """Whether a listener takes routes of a namespace; None where that depends on labels that are not known."""
    match listener.namespaces:
        case FromNamespaces.ALL:
            return True
        case FromNamespaces.SAME:
            return namespace == gateway.namespace
        case FromNamespaces.SELECTOR:
            return _selects(cluster, listener, namespace)


def _selects(cluster: Cluster, listener: Listener, namespace: str) -> bool | None:
    """Of a namespace that the input does not declare, only the label with its name is known."""
    labels = cluster.namespace_labels(namespace)
    if labels is not None:
        return listener.selector.matches(labels)
    name = {NAME_LABEL: namespace}
    known = [requirement for requirement in listener.selector.requirements if requirement.key == NAME_LABEL]
    if not all(requirement.matches(name) for requirement in known):
        return False
    return True if len(known) == len(listener.selector.requirements) else None


def _hosts(route: GatewayRoute, listener: Listener) -> Iterator[tuple[str, str]]:
    """Hostnames of routes without any are those of the listener; TCP and UDP know none."""
    for host in route.hostnames:
        if (shared := common(host, listener.hostname)) is not None:
            yield host, shared
