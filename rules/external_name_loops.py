"""A chain of ExternalName Services comes back to where it began.

Why: DNS follows the aliases until it gives up, so no client gets an address.
Fix: let the last Service of the chain name a host outside of it.
Silent: chains that end in another Service or outside of the cluster.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service, ServiceType
from k8slint.rule import rule

MOST = 8
"""Services of a circle that a message names."""


@rule(Severity.ERROR)
def external_name_loops(cluster: Cluster) -> Iterator[Problem]:
    order = {service.meta.at: place for place, service in enumerate(cluster.services)}
    for circle in _circles(cluster):
        reviewed = [place for place, service in enumerate(circle) if not service.meta.context]
        if reviewed:
            first = min(reviewed, key=lambda place: order[circle[place].meta.at])
            yield _problem((*circle[first:], *circle[:first]))


def _problem(circle: tuple[Service, ...]) -> Problem:
    names = [f"{service.namespace}/{service.name}" for service in circle]
    more = [f"{len(names) - MOST} more"] if len(names) > MOST else []
    path = " → ".join((*names[:MOST], *more, names[0]))
    related = tuple(Related(s.spec_at / "externalName", "and on from here") for s in circle[1:MOST])
    return Problem(circle[0].spec_at / "externalName", f"the aliases lead in a circle: {path}", related=related)


def _circles(cluster: Cluster) -> Iterator[list[Service]]:
    """Every circle once. Each Service leads to one other at most, so nothing is walked twice."""
    done: set[At] = set()
    for start in cluster.services:
        walk: dict[At, Service] = {}
        service: Service | None = start
        while service and service.meta.at not in walk and service.meta.at not in done:
            walk[service.meta.at] = service
            service = _following(cluster, service)
        if service and service.meta.at in walk:
            yield list(walk.values())[list(walk).index(service.meta.at) :]
        done.update(walk)


def _following(cluster: Cluster, service: Service) -> Service | None:
    """The Service of the cluster that an alias names; aliases are whole names, which no search path completes."""
    if service.type is not ServiceType.EXTERNAL_NAME or not service.external_name:
        return None
    name, _, rest = service.external_name.removesuffix(".").partition(".")
    namespace, _, rest = rest.partition(".")
    return cluster.service(namespace, name) if rest == f"svc.{cluster.config.profile.dns_domain}" else None
