"""DNS names of single pods (`cart-db-0.cart-db`) in what containers are told.

Pods of a StatefulSet have such names while its governing Service is headless and selects them. (API reference:
StatefulSetSpec.serviceName; DNS specification of Kubernetes, records for a headless Service)
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.model.cluster import Cluster
from k8slint.model.told import Told, told
from k8slint.model.workload import Workload
from k8slint.pattern import regex
from k8slint.record import dataclass

_SERVICE = r"([a-z][a-z0-9-]*)(?:\.([a-z0-9][a-z0-9-]*)\.svc)?(?![A-Za-z0-9-])"
_NAME = regex(r"(?<![A-Za-z0-9.-])([a-z0-9][a-z0-9-]*)-[0-9]+\." + _SERVICE)
_OWN_NAME = regex(r"\$(?:\([A-Z_a-z]+\)|\{[A-Z_a-z]+\}|[A-Z_a-z]+)()\." + _SERVICE)


@dataclass(frozen=True)
class PodName:
    """The name of a pod as a text has it: which workload's, and behind which Service of which namespace."""

    namespace: str
    workload: str
    service: str
    text: str
    told: Told


@dataclass(frozen=True)
class PodNames:
    """The names of single pods that the input uses, the first mention of each."""

    by_owner: dict[tuple[str, str, str], PodName]

    @classmethod
    def of(cls, cluster: Cluster) -> PodNames:
        """Those in anything that a container is told."""
        found: dict[tuple[str, str, str], PodName] = {}
        for workload in cluster.workloads:
            for container in workload.pod.containers:
                for text in told(cluster, workload, container):
                    for name in _names(workload, text):
                        found.setdefault((name.namespace, name.workload, name.service), name)
        return cls(found)

    def used(self, workload: Workload, service: str) -> PodName | None:
        """A use of the name of one of its pods behind that Service."""
        return self.by_owner.get((workload.namespace, workload.name, service))


def _names(workload: Workload, text: Told) -> Iterator[PodName]:
    """With its number, or, in what a pod is told about itself, with a variable (`$(POD_NAME).cart-db`)."""
    for pattern in (_NAME, _OWN_NAME):
        for match in pattern.finditer(text.text):
            owner, service, namespace = match.groups()
            yield PodName(namespace or workload.namespace, owner or workload.name, service, match[0], text)
