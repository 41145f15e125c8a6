"""OpenShift Routes. (API reference: Route route.openshift.io/v1)"""

from __future__ import annotations

from k8slint.model.meta import Namespaced
from k8slint.model.port import PortRef
from k8slint.record import dataclass


@dataclass(frozen=True)
class Route(Namespaced):
    """`services` the one that it names and its alternates; `port` a target port, None for every port."""

    host: str | None
    services: tuple[str, ...]
    port: PortRef | None
