"""The conditions that a conformant controller sets on Gateways and routes, as far as the input decides them.

What the input lacks counts as missing in the cluster; such a condition is `assumed`.
"""

from __future__ import annotations

from k8slint.model.cluster import Cluster
from k8slint.model.listener_status import ListenerStatus, listener_statuses
from k8slint.model.route_status import RouteStatus, route_statuses
from k8slint.record import dataclass


@dataclass(frozen=True)
class Conditions:
    """Those of all listeners and routes."""

    listeners: tuple[ListenerStatus, ...]
    routes: tuple[RouteStatus, ...]


def conditions(cluster: Cluster) -> Conditions:
    """What the status of every Gateway and route will say."""
    return Conditions(tuple(listener_statuses(cluster)), tuple(route_statuses(cluster)))
