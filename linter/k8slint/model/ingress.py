"""Ingresses and their classes. (API reference: Ingress, IngressClass networking.k8s.io/v1)"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from k8slint.inputs.at import At
from k8slint.model.meta import Meta, Namespaced
from k8slint.model.port import PortRef
from k8slint.record import dataclass

CLASS_ANNOTATION = "kubernetes.io/ingress.class"
"""How an Ingress named its class before `ingressClassName`; controllers still read it, and first."""


@dataclass(frozen=True)
class IngressBackend:
    """A Service and one of its ports; `service` is None for a `resource` backend or a malformed one."""

    service: str | None
    port: PortRef | None
    at: At = field(compare=False)
    service_at: At = field(compare=False)
    port_at: At = field(compare=False)

    @property
    def is_action(self) -> bool:
        """Whether the name is that of an action in an annotation. (AWS Load Balancer Controller: `use-annotation`)"""
        return self.port == "use-annotation"


@dataclass(frozen=True)
class IngressPath:
    """`type` is Exact, Prefix or ImplementationSpecific; `path` defaults to `/`."""

    path: str
    type: str
    backend: IngressBackend
    at: At = field(compare=False)

    @property
    def path_at(self) -> At:
        """Where `path` is written."""
        return self.at / "path"

    @property
    def type_at(self) -> At:
        """Where `pathType` is written."""
        return self.at / "pathType"


@dataclass(frozen=True)
class IngressRule:
    """`host` is None for any host; a rule without paths goes to the default backend."""

    host: str | None
    paths: tuple[IngressPath, ...]
    at: At = field(compare=False)

    @property
    def host_at(self) -> At:
        """Where `host` is written."""
        return self.at / "host"


@dataclass(frozen=True)
class IngressTls:
    """Hosts that a certificate serves; `secret` is None where the controller's default certificate is meant."""

    hosts: tuple[str, ...]
    secret: str | None
    at: At = field(compare=False)

    @property
    def secret_at(self) -> At:
        """Where `secretName` is written."""
        return self.at / "secretName"

    @property
    def hosts_at(self) -> At:
        """Where `hosts` is written."""
        return self.at / "hosts"


@dataclass(frozen=True)
class Ingress(Namespaced):
    """`class_name` is `spec.ingressClassName`, `class_annotation` the older `kubernetes.io/ingress.class`."""

    class_name: str | None
    class_annotation: str | None
    default_backend: IngressBackend | None
    rules: tuple[IngressRule, ...]
    tls: tuple[IngressTls, ...]

    @property
    def effective_class(self) -> str | None:
        """The class that counts: controllers read the older annotation first."""
        return self.class_annotation or self.class_name

    @property
    def class_at(self) -> At:
        """Where the class that counts is written, or would have to be."""
        annotations = self.meta.annotations
        return annotations.at_key(CLASS_ANNOTATION) if self.class_annotation else self.spec_at / "ingressClassName"

    @property
    def spec_at(self) -> At:
        """Where `spec` is written."""
        return self.meta.at / "spec"

    @property
    def paths(self) -> Iterator[tuple[IngressRule, IngressPath]]:
        """Every path with its rule."""
        return ((rule, path) for rule in self.rules for path in rule.paths)

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

    @property
    def name(self) -> str:
        """Its name."""
        return self.meta.name
