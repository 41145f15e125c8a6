"""No listener of the Gateway takes the route.

Why: the Gateway is there, and the route is not attached to it: requests end in 404, or find nobody who listens. A
listener takes the routes of its own namespace unless `allowedRoutes` says otherwise, of the kinds that fit its
protocol, and a parentRef with a section or a port means that listener only. (Gateway API reference: AllowedRoutes,
ParentReference)
Fix: admit the route in the listener's `allowedRoutes`, or name a listener that takes it.
Silent: Gateways that the input lacks; listeners of a controller's own protocol; namespaces whose labels are not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.at import At
from k8slint.inputs.scalar import written
from k8slint.model.attachment import Binding, Refusal, bindings
from k8slint.model.cluster import Cluster
from k8slint.model.gateway import FromNamespaces, Gateway, Listener
from k8slint.model.placeholder import is_placeholder
from k8slint.near import nearest
from k8slint.rule import rule

_SHOWN = 5
"""So many listeners are named; a Gateway may have 64."""


@rule(Severity.ERROR)
def route_not_allowed(cluster: Cluster) -> Iterator[Problem]:
    for binding in cluster.once(bindings):
        gateway, refusal = binding.gateway, binding.refusal
        if gateway is None or not gateway.listeners or refusal in (None, Refusal.HOSTNAME):
            continue
        if refusal is Refusal.SECTION:
            if binding.parent.section and not is_placeholder(binding.parent.section):
                yield _section(binding, gateway)
        elif refusal is Refusal.PORT:
            yield _port(binding, gateway)
        else:
            yield _refused(binding, gateway)


def _section(binding: Binding, gateway: Gateway) -> Problem:
    parent = binding.parent
    listeners = {listener.name: listener for listener in gateway.listeners}
    if meant := nearest(parent.section or "", listeners):
        message = f"Gateway {gateway.name} has no listener {parent.section}; the nearest is {meant}"
        related = (Related(listeners[meant].name_at, "the nearest listener"),)
        fix = Fix.replace(parent.section_at, written(meant), f"attach to listener {meant}")
        return Problem(parent.section_at, message, related=related, fix=fix)
    message = f"Gateway {gateway.name} has no listener {parent.section} (its listeners: {_some(listeners)})"
    return Problem(parent.section_at, message, related=(Related(gateway.meta.name_at, "the Gateway"),))


def _port(binding: Binding, gateway: Gateway) -> Problem:
    parent = binding.parent
    near = [attachment.listener for attachment in binding.attachments if attachment.refusal is Refusal.PORT]
    if parent.section:
        message = f"listener {parent.section} of Gateway {gateway.name} has port {near[0].port}, not {parent.port}"
    else:
        ports = _some(str(listener.port) for listener in near)
        message = f"no listener of Gateway {gateway.name} has port {parent.port} (its ports: {ports})"
    related = tuple(Related(one.at / "port", "the listener") for one in near[:_SHOWN])
    return Problem(parent.port_at, message, related=related)


def _some(words: Iterable[str]) -> str:
    """The first of them, each once."""
    found = list(dict.fromkeys(words))
    return ", ".join(found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")


def _refused(binding: Binding, gateway: Gateway) -> Problem:
    """By the listeners that come nearest to taking it. Where a later tool sets the namespace, it is a doubt."""
    near = [attachment.listener for attachment in binding.attachments if attachment.refusal is binding.refusal]
    near = near[:_SHOWN]
    parent, route = binding.parent, binding.route
    words, places = zip(*(_why(binding, gateway, listener) for listener in near), strict=True)
    where = f"Gateway {gateway.namespace}/{gateway.name}"
    message = f"{where} does not take this {route.meta.kind}: {'; '.join(dict.fromkeys(words))}"
    related = tuple(Related(at, f"listener {one.name}") for at, one in zip(places, near, strict=True))
    at = parent.section_at if parent.section else parent.ref.name_at
    if binding.refusal is not Refusal.NAMESPACE or (route.meta.states_namespace and gateway.meta.states_namespace):
        return Problem(at, message, related=related)
    return Problem(at, message, Severity.WARNING, Verdict.ASSUMED, related)


def _why(binding: Binding, gateway: Gateway, listener: Listener) -> tuple[str, At]:
    """What the listener wants, and where it says so."""
    allowed, namespace = listener.allowed_at / "namespaces", binding.route.namespace
    match binding.refusal:
        case Refusal.PROTOCOL:
            kinds = " and ".join(listener.fitting_kinds)
            return f"listener {listener.name} ({listener.protocol}) takes {kinds}", listener.at / "protocol"
        case Refusal.KIND:
            kinds = " and ".join(kind.kind for kind in listener.kinds)
            return f"listener {listener.name} admits {kinds} only", listener.allowed_at / "kinds"
        case _ if listener.namespaces is FromNamespaces.SELECTOR:
            return f"listener {listener.name} admits namespaces with {listener.selector}, not {namespace}", allowed
        case _:
            own = gateway.namespace
            return f"listener {listener.name} admits routes of its own namespace {own}, not of {namespace}", allowed
