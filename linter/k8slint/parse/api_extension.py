"""Webhook configurations, APIServices, and the conversion webhooks of CustomResourceDefinitions."""

from __future__ import annotations

from k8slint.inputs.field import Field
from k8slint.model.api_extension import (
    DEFAULT_PORT,
    ApiCall,
    ApiExtension,
    FailurePolicy,
    Purpose,
    ServiceReference,
)
from k8slint.model.meta import Meta
from k8slint.parse.port import NUMBERS


def parse_webhooks(meta: Meta, field: Field) -> ApiExtension:
    """A ValidatingWebhookConfiguration or MutatingWebhookConfiguration."""
    default = FailurePolicy.IGNORE if meta.api_version.endswith("/v1beta1") else FailurePolicy.FAIL
    calls = []
    for webhook in field["webhooks"].each():
        if service := _service(webhook["clientConfig"]["service"]):
            policy = webhook["failurePolicy"].choice(FailurePolicy, default)
            calls.append(ApiCall(Purpose.ADMISSION, webhook["name"].text() or meta.name, service, policy))
    return ApiExtension(meta, tuple(calls))


def parse_api_service(meta: Meta, field: Field) -> ApiExtension:
    """An APIService; without a Service the API server answers by itself."""
    return _single(meta, Purpose.AGGREGATION, field["spec"]["service"])


def parse_conversion(meta: Meta, field: Field) -> ApiExtension:
    """The conversion webhook of a CustomResourceDefinition; v1beta1 had its client configuration a level higher."""
    conversion = field["spec"]["conversion"]
    config = conversion["webhook"]["clientConfig"] or conversion["webhookClientConfig"]
    return _single(meta, Purpose.CONVERSION, config["service"])


def _single(meta: Meta, purpose: Purpose, field: Field) -> ApiExtension:
    service = _service(field)
    return ApiExtension(meta, (ApiCall(purpose, meta.name, service, FailurePolicy.FAIL),) if service else ())


def _service(field: Field) -> ServiceReference | None:
    """A reference that lacks the name or the namespace is refused by the API server, and refers to nothing."""
    namespace, name, port = field["namespace"].text(), field["name"].text(), field["port"]
    if not namespace or not name:
        return None
    number = port.number() if port else DEFAULT_PORT
    return ServiceReference(namespace, name, number if number in NUMBERS else None, field.at)
