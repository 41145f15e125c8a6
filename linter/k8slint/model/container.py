"""A container of a pod: what it listens on, what probes it, what it is told."""

from __future__ import annotations

from dataclasses import field
from enum import Enum

from k8slint.inputs.at import At
from k8slint.model.port import PortRef, Protocol
from k8slint.record import dataclass


class Role(Enum):
    """When a container runs. A sidecar is an init container with `restartPolicy: Always` (KEP-753)."""

    APP = "container"
    INIT = "init container"
    SIDECAR = "sidecar"


@dataclass(frozen=True)
class ContainerPort:
    """`number` may be absent where the manifest is not valid. `host_port` 0 is absent.

    On the host network `host_port` equals `number` where it is not written. (API reference: ContainerPort.hostPort)
    """

    name: str | None
    number: int | None
    protocol: Protocol
    host_port: int | None
    host_ip: str | None
    at: At = field(compare=False)

    @property
    def number_at(self) -> At:
        """Where `containerPort` is written."""
        return self.at / "containerPort"

    @property
    def host_port_at(self) -> At:
        """Where the port on the node is written: `hostPort`, or `containerPort` on the host network."""
        written = self.at / "hostPort"
        return written if written.value else self.number_at

    def __str__(self) -> str:
        return f"{self.number}/{self.protocol}" + (f" ({self.name})" if self.name else "")


@dataclass(frozen=True)
class Probe:
    """`kind` is the field's name (`livenessProbe`, `startupProbe`, …, `postStart`), `handler` is `httpGet`,
    `tcpSocket` or `grpc`.

    `host` is set where the probe goes to another address than the pod's; `scheme` is that of `httpGet`.
    """

    kind: str
    handler: str
    port: PortRef | None
    host: str | None
    at: At = field(compare=False)
    scheme: str = "http"

    @property
    def port_at(self) -> At:
        """Where the port is written."""
        return self.at / self.handler / "port"


@dataclass(frozen=True)
class KeyRef:
    """A key of a ConfigMap or Secret; `key` is None for all keys (`envFrom`)."""

    kind: str
    name: str
    key: str | None
    optional: bool
    prefix: str = ""
    at: At | None = field(default=None, compare=False)


@dataclass(frozen=True)
class EnvVar:
    """One entry of `env`: a literal `value`, a reference `source`, or `field_path`, a field of the pod."""

    name: str
    value: str | None
    source: KeyRef | None
    at: At = field(compare=False)
    field_path: str | None = None

    @property
    def value_at(self) -> At:
        """Where the value is written."""
        return self.at / "value"


@dataclass(frozen=True)
class Container:
    """A container of any role; `command` and `args` keep the positions through `at`."""

    name: str
    image: str
    role: Role
    ports: tuple[ContainerPort, ...]
    probes: tuple[Probe, ...]
    env: tuple[EnvVar, ...]
    env_from: tuple[KeyRef, ...]
    command: tuple[str, ...]
    args: tuple[str, ...]
    mounts: tuple[str, ...]
    at: At = field(compare=False)

    @property
    def serves(self) -> bool:
        """Whether it runs beside the others for the life of the pod, so that its ports are the pod's."""
        return self.role is not Role.INIT
