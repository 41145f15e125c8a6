"""A Service takes traffic for addresses of its own choice with `externalIPs`.

Why: every node sends what goes to such an address to this Service, whoever the address belongs to: whoever may write
Services can read and change the traffic of others (CVE-2020-8554). The field is deprecated.
Fix: use a load balancer, a Gateway or an Ingress; where the address is meant, ignore this finding with the reason.
Silent: Services without `externalIPs`.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.model.cluster import Cluster
from k8slint.rule import rule


@rule(Severity.WARNING)
def external_ips_used(cluster: Cluster) -> Iterator[Problem]:
    for service in cluster.services:
        if service.external_ips:
            addresses = ", ".join(service.external_ips)
            message = f"every node sends what goes to {addresses} to this Service, whoever the address belongs to"
            yield Problem(service.spec_at / "externalIPs", message)
