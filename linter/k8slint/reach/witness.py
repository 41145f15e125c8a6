"""One concrete case that answers a question."""

from __future__ import annotations

from typing import Any

from k8slint.model.namespace import NAME_LABEL
from k8slint.model.port import Protocol
from k8slint.reach.endpoint import PodKind
from k8slint.reach.who import Someone
from k8slint.record import dataclass


@dataclass(frozen=True)
class Witness:
    """A connection: who opens it, to whom, over which protocol and port of the destination."""

    source: Someone
    destination: Someone
    protocol: Protocol
    port: int

    def as_dict(self, *, source: str | None = None, destination: str | None = None) -> dict[str, Any]:
        """For reports; a declared end goes by the name given here. (contract: `witness`)"""
        unknown = self.destination if source else self.source
        return {
            "source": source or named(self.source),
            "destination": destination or named(self.destination),
            "protocol": str(self.protocol),
            "port": self.port,
            **labels_of(unknown),
        }


def labels_of(someone: Someone) -> dict[str, Any]:
    """The labels that matter of a pod and of its namespace, where there are any."""
    if not isinstance(someone, PodKind):
        return {}
    of_namespace = {key: value for key, value in someone.namespace_labels.items() if key != NAME_LABEL}
    found = {"labels": dict(someone.labels), "namespaceLabels": of_namespace}
    return {key: labels for key, labels in found.items() if labels}


def named(someone: Someone) -> str:
    """A possible pod, a node or an address, in words."""
    if not isinstance(someone, PodKind):
        return str(someone)
    return "a node" if someone.host_network else f"a pod in namespace {someone.namespace}"
