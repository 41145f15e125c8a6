"""Routes that have a host and that no listener takes."""

from __future__ import annotations

from k8slint.finding import Related
from k8slint.model.attachment import Binding, bindings
from k8slint.model.cluster import Cluster
from k8slint.model.hostname import common
from k8slint.path.hop import Hop, HopKind, State


def refused_route_hop(cluster: Cluster, host: str) -> Hop | None:
    """The listener that keeps a request away: a route has its host, and its Gateway does not take the route."""
    for binding in cluster.once(bindings):
        if binding.refusal and any(common(each, host) for each in binding.route.hostnames):
            return _hop(binding)
    return None


def _hop(binding: Binding) -> Hop:
    listeners = tuple(Related(each.listener.name_at, f"listener {each.listener.name}") for each in binding.attachments)
    refusals = ", ".join(dict.fromkeys(f"{each.refusal}" for each in binding.attachments)) or "no listener"
    text = f"{binding.route} has this host, and no listener of Gateway {binding.parent.ref.name}"
    return Hop(
        HopKind.LISTENER,
        State.BROKEN,
        f"{text} takes it ({refusals})",
        binding.parent.ref.name_at,
        binding.route.meta.ref,
        listeners,
    )
