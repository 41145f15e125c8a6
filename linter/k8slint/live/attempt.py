"""A connection that is to be confirmed, whichever question it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import ObjectRef
from k8slint.live.command import Command
from k8slint.live.front import Front
from k8slint.live.pods import Pods
from k8slint.model.port import Protocol
from k8slint.model.service import Service
from k8slint.model.workload import Workload
from k8slint.pattern import regex
from k8slint.record import dataclass

_DNS_NAME = regex(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")


@dataclass(frozen=True)
class Name:
    """A Service as clients name it, with the port that they use. `service` is None where the input lacks it."""

    namespace: str
    service_name: str
    domain: str
    service: Service | None = None
    port: int | None = None
    pod: str | None = None

    @property
    def host(self) -> str | None:
        """The name in full, whose closing dot ends the search through other domains; None for one that cannot be."""
        parts = (*filter(None, (self.pod,)), self.service_name, self.namespace, "svc", self.domain)
        name = ".".join(parts)
        return f"{name}." if _DNS_NAME.fullmatch(name) else None


@dataclass(frozen=True)
class Attempt:
    """From `client`, None where the input has no pod for it, to `servers` or to `address` outside of the cluster.

    `port` is that of the pods; `policies` are those that decide.
    """

    protocol: Protocol
    client: Workload | None = None
    servers: tuple[Workload, ...] = ()
    port: int | None = None
    name: Name | None = None
    address: str | None = None
    policies: tuple[ObjectRef, ...] = ()
    front: Front | None = None

    @property
    def at_client(self) -> Pods | None:
        """The client's pods."""
        return Pods(self.client, "CLIENT") if self.client else None

    @property
    def at_server(self) -> Pods | None:
        """The pods of the first server; the others are alike as far as the commands go."""
        return Pods(self.servers[0], "SERVER") if self.servers else None

    @property
    def ends(self) -> Iterator[Pods]:
        """Both, as far as they are pods."""
        yield from filter(None, (self.at_client, self.at_server))

    @property
    def finders(self) -> dict[str, Command]:
        """By variable, what sets it."""
        found = {name: command for pods in self.ends for name, command in pods.finders.items()}
        return found | (self.front.finders if self.front else {})
