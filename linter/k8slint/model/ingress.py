"""Ingresses and their classes. (API reference: Ingress, IngressClass networking.k8s.io/v1)"""

from __future__ import annotations

from dataclasses import dataclass, field

from k8slint.inputs.at import At
from k8slint.model.meta import Meta
from k8slint.model.port import PortRef


@dataclass(frozen=True)
class IngressBackend:
    """A Service and one of its ports; `service` is None for a `resource` backend or a malformed one."""

    service: str | None
    port: PortRef | None
    at: At = field(compare=False)
    service_at: At = field(compare=False)
    port_at: At = field(compare=False)


@dataclass(frozen=True)
class IngressPath:
    """`type` is Exact, Prefix or ImplementationSpecific; `path` defaults to `/`."""

    path: str
    type: str
    backend: IngressBackend
    at: At = field(compare=False)


@dataclass(frozen=True)
class IngressRule:
    """`host` is None for any host; a rule without paths goes to the default backend."""

    host: str | None
    paths: tuple[IngressPath, ...]
    at: At = field(compare=False)


@dataclass(frozen=True)
class IngressTls:
    """Hosts that a certificate serves; `secret` is None where the controller's default certificate is meant."""

    hosts: tuple[str, ...]
    secret: str | None
    at: At = field(compare=False)


@dataclass(frozen=True)
class Ingress:
    """`class_name` is `spec.ingressClassName`, `class_annotation` the older `kubernetes.io/ingress.class`."""

    meta: Meta
    class_name: str | None
    class_annotation: str | None
    default_backend: IngressBackend | None
    rules: tuple[IngressRule, ...]
    tls: tuple[IngressTls, ...]

    @property
    def namespace(self) -> str:
        """Its namespace."""
        return self.meta.namespace or "default"

    @property
    def backends(self) -> tuple[IngressBackend, ...]:
        """Every backend, the default one first."""
        default = (self.default_backend,) if self.default_backend else ()
        return (*default, *(path.backend for rule in self.rules for path in rule.paths))


@dataclass(frozen=True)
class IngressClass:
    """A class, its controller, and whether it is the cluster's default."""

    meta: Meta
    controller: str | None
    is_default: bool
