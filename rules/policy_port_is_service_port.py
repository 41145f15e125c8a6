"""A NetworkPolicy admits the port of a Service where the pods behind it serve another one.

Why: policies see a connection after the Service has translated it, so the admitted port is one where nobody listens,
and the one that the pods serve stays closed.
Fix: admit the port of the pods, by number or by name.
Silent: ports that a pod declares or speaks of; policies that admit the port of the pods, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.policy_port import port_uses
from k8slint.model.workload import listed
from k8slint.rule import rule


@rule(Severity.ERROR)
def policy_port_is_service_port(cluster: Cluster) -> Iterator[Problem]:
    for use in cluster.once(port_uses):
        if use.unserved is not None and (found := use.behind_service):
            service, number = found
            if number not in use.admitted:
                pods = listed(use.pods)
                message = f"{use.unserved} is the port of Service {service.name}; {pods} serves {use.declared[number]}"
                related = (
                    Related(next(p.port_at for p in service.ports if p.port == use.unserved), "the Service's port"),
                    Related(use.declared[number].number_at, "the port of the pods"),
                )
                fix = Fix.replace(use.at, str(number), f"admit {number}, the port of the pods")
                yield Problem(use.at, message, related=related, fix=fix)
