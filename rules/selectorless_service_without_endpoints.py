"""A Service without a selector has no Endpoints or EndpointSlice in the input.

Why: Kubernetes keeps endpoints only for Services with a selector. Where nothing else writes them, nobody answers.
Fix: add a selector, or an EndpointSlice with the label `kubernetes.io/service-name`.
Silent: ExternalName; Services whose endpoints an operator, another cluster or a traffic split provides.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity, Verdict
from k8slint.model.absence import pods_of_service_elsewhere, service_elsewhere
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service, ServiceType
from k8slint.rule import rule


@rule(Severity.INFO)
def selectorless_service_without_endpoints(cluster: Cluster) -> Iterator[Problem]:
    served = {(e.meta.namespace, e.service) for e in cluster.endpoints}
    for service in cluster.services:
        if (service.namespace, service.name) not in served and not _is_served(cluster, service):
            message = "no selector and no endpoints; something outside of this input would have to write them"
            yield Problem(service.meta.name_at, message, verdict=Verdict.ASSUMED)


def _is_served(cluster: Cluster, service: Service) -> bool:
    if service.selector or service.type is ServiceType.EXTERNAL_NAME or service.is_malformed:
        return True
    elsewhere = pods_of_service_elsewhere(cluster, service)
    return bool(elsewhere or service_elsewhere(cluster, service.namespace, service.name))
