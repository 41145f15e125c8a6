"""DNSEndpoints."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.field import Field
from k8slint.model.dns_endpoint import DnsEndpoint, DnsRecord
from k8slint.model.meta import Meta


def parse_dns_endpoint(meta: Meta, field: Field) -> DnsEndpoint:
    """A DNSEndpoint; entries without a name are left out."""
    return DnsEndpoint(meta, tuple(_records(field["spec"]["endpoints"])))


def _records(endpoints: Field) -> Iterator[DnsRecord]:
    for field in endpoints.each():
        if name := field["dnsName"].text():
            yield DnsRecord(
                name,
                field["recordType"].text(),
                field["targets"].texts(),
                field["setIdentifier"].text() or None,
                field["recordTTL"].number(),
                field.at,
            )
