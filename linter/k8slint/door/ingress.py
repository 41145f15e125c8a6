"""The ways of Ingresses, in the order in which their controller tries them.

Sources: the API reference (IngressSpec), ingress-nginx (annotations; a rule without paths, and what no path of a host
takes, go to the Ingress's default backend), AWS Load Balancer Controller (rules in the order in which they stand).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from k8slint.door.alb_action import PREFIX, forwards
from k8slint.door.door import Door
from k8slint.door.ingress_door import ingress_door
from k8slint.door.ingress_match import match_of, precedence
from k8slint.door.nginx import canaries, hosts, needs, passes_tls, redirect
from k8slint.door.way import Match, PathMatch, Way
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.ingress import Ingress, IngressBackend
from k8slint.model.ingress_controller import Controller, controller_of
from k8slint.model.ingress_path import regex_hosts
from k8slint.model.port import PortRef

_GROUP_ORDER = "alb.ingress.kubernetes.io/group.order"
_CERTIFICATES = ("alb.ingress.kubernetes.io/certificate-arn", "networking.gke.io/managed-certificates")
_TRAEFIK_TLS = "traefik.ingress.kubernetes.io/router.tls"


def ingress_ways(cluster: Cluster) -> Iterator[Way]:
    """The ways of all Ingresses; those of one front are in its order."""
    listed: list[Way] = []
    sorted_: list[Way] = []
    for ingress in sorted(cluster.ingresses, key=_group_order):
        ways = listed if controller_of(cluster, ingress) is Controller.ALB else sorted_
        ways += {(way.match, way.service, way.port, way.weight): way for way in _ways(cluster, ingress)}.values()
    yield from listed
    yield from sorted(sorted_, key=lambda way: precedence(way.match))


def _group_order(ingress: Ingress) -> int:
    text = ingress.meta.annotations.get(_GROUP_ORDER, "0")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _ways(cluster: Cluster, ingress: Ingress) -> Iterator[Way]:
    door, controller = ingress_door(cluster, ingress), controller_of(cluster, ingress)
    expressions = cluster.once(regex_hosts) if controller is Controller.NGINX else frozenset()
    for rule in ingress.rules:
        regex = (ingress.effective_class, rule.host) in expressions
        paths = [(match_of(ingress.meta, controller, regex, rule.host, path), path.backend) for path in rule.paths]
        for match, backend in sorted(paths, key=_alb_order) if controller is Controller.ALB else paths:
            yield from _led(ingress, door, match, backend, rule.host_at)
    if ingress.default_backend:
        for host, at in _default_hosts(ingress, controller).items():
            yield from _led(ingress, door, Match(host, path=""), ingress.default_backend, at)


def _alb_order(path: tuple[Match, IngressBackend]) -> tuple[int, int]:
    """Exact, then Prefix by length, then the others as written."""
    match = path[0]
    return {PathMatch.EXACT: (0, 0), PathMatch.PREFIX: (1, -len(match.path))}.get(match.path_match, (2, 0))


def _default_hosts(ingress: Ingress, controller: Controller | None) -> dict[str | None, At | None]:
    """The hosts whose other requests go to the default backend: those of the rules; where there are none, all."""
    hosts: dict[str | None, At | None] = {rule.host: rule.host_at for rule in ingress.rules}
    everywhere = controller is not Controller.NGINX or not hosts
    return hosts | ({None: None} if everywhere else {})


def _led(ingress: Ingress, door: Door, match: Match, backend: IngressBackend, host_at: At | None) -> Iterator[Way]:
    """The ways of one path, for each host and each Service that it leads to."""
    match = Match(match.host) if passes_tls(ingress) else match
    for host in hosts(ingress, match.host):
        way = partial(_way, ingress, door, replace(match, host=host), backend.service_at, host_at)
        if target := redirect(ingress):
            yield replace(way(None, None, 1), redirect=target)
        elif backend.is_action:
            for forward in forwards(ingress.meta.annotations.get(f"{PREFIX}{backend.service}", "")):
                yield way(forward.service, forward.port, forward.weight)
        elif backend.service:
            yield from canaries(ingress, way(backend.service, backend.port, 1))


def _way(
    ingress: Ingress,
    door: Door,
    match: Match,
    at: At,
    host_at: At | None,
    service: str | None,
    port: PortRef | None,
    weight: int,
) -> Way:
    return Way(
        door,
        match,
        ingress.namespace,
        service,
        port,
        at,
        tls=True if _has_tls(ingress, match.host) else None,
        host_at=host_at,
        weight=weight,
        needs=needs(ingress),
    )


def _has_tls(ingress: Ingress, host: str | None) -> bool:
    """Whether the Ingress brings a certificate for a host."""
    annotations = ingress.meta.annotations
    if any(key in annotations for key in _CERTIFICATES) or annotations.get(_TRAEFIK_TLS) == "true":
        return True
    wildcard = "*." + (host or "").partition(".")[2]
    return any(not tls.hosts or host in tls.hosts or wildcard in tls.hosts for tls in ingress.tls)
