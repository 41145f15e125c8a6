"""A route attaches to a Gateway or Service that is not there.

Why: no controller takes the route, so its requests are answered by nobody. A parentRef without a namespace means the
route's own. (Gateway API reference: ParentReference)
Fix: name the Gateway that is there, with its namespace where that is another one.
Silent: Gateways that may belong to another installation: any of which the input shows neither a near name nor the same
name in another namespace, until the input is declared complete; names that something fills in later.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.scalar import written
from k8slint.model.absence import object_elsewhere
from k8slint.model.attachment import Binding, bindings
from k8slint.model.cluster import Cluster
from k8slint.model.gateway import Gateway
from k8slint.model.gateway_route import GatewayRoute, ParentRef
from k8slint.model.meta import Namespaced
from k8slint.model.placeholder import is_placeholder
from k8slint.model.reference import SERVICE
from k8slint.model.service_miss import service_miss
from k8slint.near import nearest
from k8slint.rule import rule

Gateways = dict[str, list[Gateway]]


@rule(Severity.WARNING)
def route_parent_missing(cluster: Cluster) -> Iterator[Problem]:
    by_name: Gateways = {}
    for gateway in cluster.gateways:
        by_name.setdefault(gateway.name, []).append(gateway)
    by_namespace = _names(cluster)
    for binding in cluster.once(bindings):
        if binding.gateway is None and (problem := _problem(cluster, binding, by_name, by_namespace)):
            yield problem
    yield from _services(cluster)


def _names(cluster: Cluster) -> dict[str, dict[str, Gateway]]:
    found: dict[str, dict[str, Gateway]] = {}
    for gateway in cluster.gateways:
        found.setdefault(gateway.namespace, {})[gateway.name] = gateway
    return found


def _problem(
    cluster: Cluster, binding: Binding, by_name: Gateways, by_namespace: dict[str, dict[str, Gateway]]
) -> Problem | None:
    ref = binding.parent.ref
    if not ref.name or is_placeholder(ref.name + ref.namespace):
        return None
    if object_elsewhere(cluster, "Gateway", ref.namespace, ref.name):
        return None
    near = by_namespace.get(ref.namespace, {})
    if meant := nearest(ref.name, near):
        return _slip(binding.parent, near[meant])
    others = [gateway for gateway in by_name.get(ref.name, []) if gateway.meta.states_namespace]
    if others and (not ref.local or binding.route.meta.states_namespace):
        return _other_namespace(binding, others[0])
    return _absent(cluster, binding.parent, bool(near))


def _slip(parent: ParentRef, meant: Namespaced) -> Problem:
    ref, kind = parent.ref, parent.ref.kind.kind
    message = f"namespace {ref.namespace} has no {kind} {ref.name}; the nearest is {meant.name}"
    related = (Related(meant.meta.name_at, f"the nearest {kind}"),)
    fix = Fix.replace(ref.name_at, written(meant.name), f"attach to {meant.name}")
    return Problem(ref.name_at, message, Severity.ERROR, Verdict.ASSUMED, related, fix)


def _other_namespace(binding: Binding, gateway: Gateway) -> Problem:
    ref = binding.parent.ref
    message = f"Gateway {ref.name} is in namespace {gateway.namespace}; this parentRef looks for it in {ref.namespace}"
    related = (Related(gateway.meta.name_at, "the Gateway"),)
    at = ref.name_at if ref.local else ref.namespace_at
    fix = None if ref.local else Fix.replace(at, written(gateway.namespace), f"look in {gateway.namespace}")
    return Problem(at, message, Severity.ERROR, Verdict.ASSUMED, related, fix)


def _absent(cluster: Cluster, parent: ParentRef, others: bool) -> Problem | None:
    """A note where the namespace has other Gateways: its own may well be among them."""
    ref = parent.ref
    if cluster.is_complete(ref.namespace):
        level = Severity.ERROR
    elif others:
        level = Severity.INFO
    else:
        return None
    message = f"namespace {ref.namespace} has no Gateway {ref.name} in this input"
    return Problem(ref.name_at, message, level, Verdict.ASSUMED)


def _services(cluster: Cluster) -> Iterator[Problem]:
    """Routes of the mesh, which attach to Services. (GEP-1294)"""
    for route in cluster.gateway_routes:
        for parent in route.parents:
            if parent.ref.kind == SERVICE and (problem := _service(cluster, route, parent)):
                yield problem


def _service(cluster: Cluster, route: GatewayRoute, parent: ParentRef) -> Problem | None:
    ref = parent.ref
    miss = service_miss(cluster, ref.namespace, ref.name)
    if miss is None:
        return None
    if miss.nearest:
        return _slip(parent, miss.nearest)
    if not cluster.is_complete(ref.namespace):
        return None
    message = f"namespace {ref.namespace} has no Service {ref.name}, to which this {route.meta.kind} attaches"
    return Problem(ref.name_at, message, Severity.ERROR, Verdict.ASSUMED)
