"""What Prometheus scrapes by order of its operator.

(Prometheus operator, API reference: ServiceMonitor and PodMonitor monitoring.coreos.com/v1)
"""

from __future__ import annotations

from dataclasses import field
from enum import Enum, StrEnum

from k8slint.inputs.at import At
from k8slint.model.meta import Namespaced
from k8slint.model.port import PortRef
from k8slint.model.selector import Selector
from k8slint.record import dataclass


class Namespaces(Enum):
    """What `namespaceSelector: {any: true}` means."""

    ALL = "all namespaces"


class PortField(StrEnum):
    """Which field of an endpoint names its port. They take precedence in this order."""

    PORT = "port"
    """A port of the Service by name (ServiceMonitor), or of a container by name (PodMonitor)."""
    PORT_NUMBER = "portNumber"
    """A port of a container by number (PodMonitor); it has to be declared."""
    TARGET_PORT = "targetPort"
    """A port of a container by name or number; it has to be declared."""


@dataclass(frozen=True)
class MonitorEndpoint:
    """One endpoint; `port` is None where none is given, so that every port is scraped."""

    port: PortRef | None
    by: PortField
    scheme: str | None
    at: At = field(compare=False)

    @property
    def port_at(self) -> At:
        """Where the port is written."""
        return self.at / self.by.value


@dataclass(frozen=True)
class Monitor(Namespaced):
    """A ServiceMonitor selects Services by their own labels, a PodMonitor pods, in the given namespaces.

    `named` is where each of `namespaceSelector.matchNames` is written.
    """

    selector: Selector
    namespaces: frozenset[str] | Namespaces
    endpoints: tuple[MonitorEndpoint, ...]
    named: tuple[At, ...] = field(default=(), compare=False)

    @property
    def of_pods(self) -> bool:
        """Whether it selects pods, not Services."""
        return self.meta.kind == "PodMonitor"

    @property
    def namespaces_at(self) -> At:
        """Where it says in which namespaces it looks, or would have to."""
        return self.meta.at / "spec" / "namespaceSelector"
