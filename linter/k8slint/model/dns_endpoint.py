"""DNS records as objects. (ExternalDNS: DNSEndpoint externaldns.k8s.io/v1alpha1)"""

from __future__ import annotations

from dataclasses import field

from k8slint.inputs.at import At
from k8slint.model.meta import Meta
from k8slint.record import dataclass


@dataclass(frozen=True)
class DnsRecord:
    """One entry of `spec.endpoints`. `type` is None where it is not written; ExternalDNS then makes none of it."""

    name: str
    type: str | None
    targets: tuple[str, ...]
    set_identifier: str | None
    ttl: int | None
    at: At = field(compare=False)

    @property
    def name_at(self) -> At:
        """Where the name is written."""
        return self.at / "dnsName"

    @property
    def targets_at(self) -> At:
        """Where the targets are written."""
        return self.at / "targets"


@dataclass(frozen=True)
class DnsEndpoint:
    """Some records."""

    meta: Meta
    records: tuple[DnsRecord, ...]
