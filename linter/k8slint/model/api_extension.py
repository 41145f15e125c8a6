"""What extends the API server, and so is called by it: admission webhooks, conversion webhooks, aggregated APIs.

(API reference: ValidatingWebhookConfiguration and MutatingWebhookConfiguration admissionregistration.k8s.io/v1,
CustomResourceDefinition apiextensions.k8s.io/v1 `spec.conversion`, APIService apiregistration.k8s.io/v1)
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from k8slint.inputs.at import At
from k8slint.model.meta import Meta
from k8slint.record import dataclass

DEFAULT_PORT = 443
"""The port of a reference that names none, whatever ports the Service has."""


class Purpose(StrEnum):
    """What the API server calls for."""

    ADMISSION = "webhook"
    CONVERSION = "conversion webhook"
    AGGREGATION = "API"


class FailurePolicy(StrEnum):
    """What becomes of a request when an admission webhook cannot be called. v1 defaults to Fail, v1beta1 to Ignore."""

    FAIL = "Fail"
    IGNORE = "Ignore"


@dataclass(frozen=True)
class ServiceReference:
    """A Service and its port by number, defaulted to 443; `port` is None where it is no number that can be."""

    namespace: str
    name: str
    port: int | None
    at: At = field(compare=False)

    @property
    def name_at(self) -> At:
        """Where the Service is named."""
        return self.at / "name"

    @property
    def namespace_at(self) -> At:
        """Where its namespace is written, or would have to be."""
        return self.at / "namespace"

    @property
    def port_at(self) -> At:
        """Where the port is written, or would have to be."""
        return self.at / "port"


@dataclass(frozen=True)
class ApiCall:
    """One call: `name` is a webhook's own, or the object's; `failure_policy` counts for admission only."""

    purpose: Purpose
    name: str
    service: ServiceReference
    failure_policy: FailurePolicy

    def __str__(self) -> str:
        return f"{self.purpose} {self.name}"


@dataclass(frozen=True)
class ApiExtension:
    """An object by which the API server calls Services; calls of a URL, which lies outside, are left out."""

    meta: Meta
    calls: tuple[ApiCall, ...]
