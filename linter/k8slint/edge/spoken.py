"""The Service that a setting speaks of by its key and its port, whatever host it names."""

from __future__ import annotations

import re

from k8slint.edge.setting_value import SettingValue
from k8slint.model.backing import backing
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service

SHARED_PORTS = frozenset({80, 443, 8080, 8443, 3000, 9090})
"""Ports that tell nothing of what listens there."""

SHORTEST = 3
"""Letters of a word that tells one Service from another."""


def spoken_of(cluster: Cluster, value: SettingValue) -> list[Service]:
    """The one with pods that the key names (CART_SERVICE_ADDR, REDIS_HOST), else the only one with such a port.

    Nothing for a line of a file, whose neighbours say as much as its key.
    """
    port, namespace = value.edge.port, value.resolution.name.namespace
    services = () if value.edge.in_file else cluster.services_in(namespace)
    fitting = [each for each in services if (port is None or each.port(port)) and backing(cluster, each)]
    named = [service for service in fitting if _names(value.edge.evidence.key, service.name)]
    if len(named) == 1:
        return named
    return fitting if isinstance(port, int) and port not in SHARED_PORTS and len(fitting) == 1 else []


def _names(key: str, service: str) -> bool:
    """Whether the key begins with the Service's name, or with a word of it."""
    words = [word for word in re.split(r"[^a-z0-9]+", key.lower()) if word]
    parts = [part for part in re.split(r"[-.]", service) if len(part) >= SHORTEST]
    return "".join(words).startswith(service.replace("-", "")) or (bool(words) and words[0] in parts)
