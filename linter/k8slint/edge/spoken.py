"""The Service that a setting speaks of by its key and its port, whatever host it names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from k8slint.edge.setting_value import SettingValue
from k8slint.model.backing import backing
from k8slint.model.cluster import Cluster
from k8slint.model.port import PortRef
from k8slint.model.service import Service
from k8slint.model.service_port_index import services_by_port

SHARED_PORTS = frozenset({80, 443, 8080, 8443, 3000, 9090})
"""Ports that tell nothing of what listens there."""

SHORTEST = 3
"""Letters of a word that tells one Service from another."""


def spoken_of(cluster: Cluster, value: SettingValue) -> list[Service]:
    """The one with pods that the key names (CART_SERVICE_ADDR, REDIS_HOST), else the only one with such a port.

    Nothing for a line of a file, whose neighbours say as much as its key.
    """
    port, namespace = value.edge.port, value.resolution.name.namespace
    if value.edge.in_file:
        return []
    named = [s for s in _named(cluster, namespace, value.edge.evidence.key) if _fits(cluster, s, port)]
    if len(named) == 1:
        return named
    if not isinstance(port, int) or port in SHARED_PORTS:
        return []
    fitting = [s for s in cluster.once(services_by_port).get((namespace, port), ()) if backing(cluster, s)]
    return fitting if len(fitting) == 1 else []


def _fits(cluster: Cluster, service: Service, port: PortRef | None) -> bool:
    return (port is None or service.port(port) is not None) and bool(backing(cluster, service))


def _named(cluster: Cluster, namespace: str, key: str) -> list[Service]:
    """The Services of a namespace with whose name, or a word of it, the key begins."""
    words = [word for word in re.split(r"[^a-z0-9]+", key.lower()) if word]
    letters, names = "".join(words), cluster.once(_by_name)
    found = [s for end in range(len(letters) + 1) for s in names.get((namespace, letters[:end]), ())]
    found += cluster.once(_by_word).get((namespace, words[0]), ()) if words else ()
    return list({id(service): service for service in found}.values())


def _by_name(cluster: Cluster) -> Mapping[tuple[str, str], list[Service]]:
    return _grouped((service.name.replace("-", ""), service) for service in cluster.services)


def _by_word(cluster: Cluster) -> Mapping[tuple[str, str], list[Service]]:
    return _grouped((word, s) for s in cluster.services for word in re.split(r"[-.]", s.name) if len(word) >= SHORTEST)


def _grouped(pairs: Iterator[tuple[str, Service]]) -> Mapping[tuple[str, str], list[Service]]:
    found: dict[tuple[str, str], list[Service]] = defaultdict(list)
    for word, service in pairs:
        found[service.namespace, word].append(service)
    return found
