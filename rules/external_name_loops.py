"""A chain of ExternalName Services comes back to where it began.

Why: DNS follows the aliases until it gives up, so no client gets an address.
Fix: let the last Service of the chain name a host outside of it.
Silent: chains that end in another Service or outside of the cluster.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service, ServiceType
from k8slint.rule import rule


@rule(Severity.ERROR)
def external_name_loops(cluster: Cluster) -> Iterator[Problem]:
    told: set[Service] = set()
    for service in cluster.services:
        loop = () if service.meta.context else _loop(cluster, service)
        if loop and told.isdisjoint(loop):
            told.update(loop)
            path = " → ".join(f"{s.namespace}/{s.name}" for s in (*loop, service))
            related = tuple(Related(s.spec_at / "externalName", "and on from here") for s in loop[1:])
            yield Problem(service.spec_at / "externalName", f"the aliases lead in a circle: {path}", related=related)


def _loop(cluster: Cluster, start: Service) -> tuple[Service, ...]:
    """The Services of the circle that begins and ends with this one; none where there is no such circle."""
    chain = [start]
    while (following := _following(cluster, chain[-1])) and following not in chain:
        chain.append(following)
    return tuple(chain) if following is start else ()


def _following(cluster: Cluster, service: Service) -> Service | None:
    """The Service of the cluster that an alias names; aliases are whole names, which no search path completes."""
    if service.type is not ServiceType.EXTERNAL_NAME or not service.external_name:
        return None
    name, _, rest = service.external_name.removesuffix(".").partition(".")
    namespace, _, rest = rest.partition(".")
    return cluster.service(namespace, name) if rest == f"svc.{cluster.config.profile.dns_domain}" else None
