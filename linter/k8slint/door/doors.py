"""Every door of the input, and the ways through them."""

from __future__ import annotations

from k8slint.door.door import Door
from k8slint.door.gateway import gateway_ways
from k8slint.door.host_port import host_port_ways
from k8slint.door.ingress import ingress_ways
from k8slint.door.route import route_ways
from k8slint.door.service import service_ways
from k8slint.door.way import Way
from k8slint.model.cluster import Cluster

_KINDS = (host_port_ways, service_ways, ingress_ways, route_ways, gateway_ways)


def ways(cluster: Cluster) -> tuple[Way, ...]:
    """The ways of all doors, kind by kind; those of one front in the order in which it tries them."""
    return cluster.once(_ways)


def doors(cluster: Cluster) -> tuple[Door, ...]:
    """The doors through which at least one way leads."""
    return tuple(dict.fromkeys(way.door for way in ways(cluster)))


def _ways(cluster: Cluster) -> tuple[Way, ...]:
    return tuple(way for kind in _KINDS for way in kind(cluster))
