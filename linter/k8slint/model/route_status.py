"""What a conformant controller says of a route and a Gateway that it names.

(Gateway API reference: RouteParentStatus; the conformance suite tells which manifest gets which condition)
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.model.absence import object_elsewhere
from k8slint.model.attachment import Binding, Refusal, bindings
from k8slint.model.cluster import Cluster
from k8slint.model.condition import Condition, ConditionType, Reason
from k8slint.model.gateway_route import GatewayRoute, ParentRef, RouteBackend
from k8slint.model.granting import is_granted
from k8slint.model.reference import SERVICE, SERVICE_IMPORT
from k8slint.record import dataclass


@dataclass(frozen=True)
class RouteStatus:
    """A route's conditions for one parent."""

    route: GatewayRoute
    parent: ParentRef
    conditions: tuple[Condition, ...]


_REFUSALS = {
    Refusal.SECTION: Reason.NO_MATCHING_PARENT,
    Refusal.PORT: Reason.NO_MATCHING_PARENT,
    Refusal.PROTOCOL: Reason.NOT_ALLOWED_BY_LISTENERS,
    Refusal.KIND: Reason.NOT_ALLOWED_BY_LISTENERS,
    Refusal.NAMESPACE: Reason.NOT_ALLOWED_BY_LISTENERS,
    Refusal.HOSTNAME: Reason.NO_MATCHING_LISTENER_HOSTNAME,
}


def route_statuses(cluster: Cluster) -> Iterator[RouteStatus]:
    """Of every route and each Gateway that it names."""
    for binding in cluster.once(bindings):
        found = (_accepted(binding), _resolved(cluster, binding.route))
        yield RouteStatus(binding.route, binding.parent, found)


def _accepted(binding: Binding) -> Condition:
    if binding.gateway is None:
        return Condition(ConditionType.ACCEPTED, False, Reason.NO_MATCHING_PARENT, assumed=True)
    if binding.refusal:
        return Condition(ConditionType.ACCEPTED, False, _REFUSALS[binding.refusal])
    return Condition(ConditionType.ACCEPTED, True, Reason.ACCEPTED, assumed=not any(a.sure for a in binding.taken))


def _resolved(cluster: Cluster, route: GatewayRoute) -> Condition:
    for backend in route.backends:
        if fault := _backend(cluster, route, backend):
            return fault
    return Condition(ConditionType.RESOLVED_REFS, True, Reason.RESOLVED_REFS)


def _backend(cluster: Cluster, route: GatewayRoute, backend: RouteBackend) -> Condition | None:
    """Controllers may know kinds of other groups."""
    kind, ref = backend.ref.kind, backend.ref
    if kind == SERVICE_IMPORT:
        return None
    if kind != SERVICE:
        return Condition(ConditionType.RESOLVED_REFS, False, Reason.INVALID_KIND, assumed=bool(kind.group))
    if not is_granted(cluster, route.meta, ref):
        return Condition(ConditionType.RESOLVED_REFS, False, Reason.REF_NOT_PERMITTED)
    if cluster.service(ref.namespace, ref.name) or object_elsewhere(cluster, "Service", ref.namespace, ref.name):
        return None
    return Condition(ConditionType.RESOLVED_REFS, False, Reason.BACKEND_NOT_FOUND, assumed=True)
