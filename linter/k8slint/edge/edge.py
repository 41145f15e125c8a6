"""A connection that something is configured to open: who opens it, to what, and what says so."""

from __future__ import annotations

from dataclasses import field
from enum import IntEnum, StrEnum
from typing import TypeAlias

from k8slint.edge.name import ServiceName
from k8slint.inputs.at import At
from k8slint.model.container import Container
from k8slint.model.port import PortRef, Protocol
from k8slint.model.workload import Workload
from k8slint.record import dataclass


class Platform(StrEnum):
    """What calls workloads without being one that the application declares."""

    API_SERVER = "the API server"
    KUBELET = "the kubelet"
    SCRAPER = "Prometheus"


class Confidence(IntEnum):
    """How sure it is that the connection is wanted, in rising order."""

    MENTIONED = 1
    """An address that stands in a file, an argument or a script."""
    CONFIGURED = 2
    """The value of a key that says that it is called: REDIS_ADDR, `--upstream`, a URL with its scheme."""
    DECLARED = 3
    """A field of the API: a webhook's Service, a probe, a monitor."""


@dataclass(frozen=True)
class Evidence:
    """What says so. `key` is the variable, option, file or field; `host_at` and `port_at` where each is written.

    `host` is the name as it is written, empty where a field of the API names the Service.
    """

    key: str
    host_at: At = field(compare=False)
    port_at: At | None = field(default=None, compare=False)
    host: str = ""


Caller: TypeAlias = Workload | Platform
Callee: TypeAlias = ServiceName | Workload
"""A name that is looked up, or pods that are called directly (probes, PodMonitors)."""


@dataclass(frozen=True)
class Edge:
    """`caller` opens connections to `port` of `callee`: a Service's port for a name, a pod's port for a workload.

    `port` is None where nothing says which; `scheme` as written (`redis`, `http`), None where there is none.
    `container` is the one that is told, None where the caller is no workload.
    """

    caller: Caller
    callee: Callee
    port: PortRef | None
    protocol: Protocol
    scheme: str | None
    confidence: Confidence
    evidence: Evidence
    container: Container | None = None

    @property
    def in_file(self) -> bool:
        """Whether it is read from a file of several lines, of which most programs use a part."""
        text = self.evidence.host_at.value
        return isinstance(text, str) and "\n" in text.strip()
