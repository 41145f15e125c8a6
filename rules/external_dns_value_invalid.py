"""An annotation for ExternalDNS or a DNSEndpoint has a value from which no record can be made.

Why: ExternalDNS leaves the record out, or makes it with a default instead, and says so in its log only; a DNS provider
that refuses a record can hold up all the others of its zone. (ExternalDNS documentation, "Annotations")
Fix: write what the annotation takes: names with commas between them, a time to live from 1 to 2147483647 seconds, a
CNAME to one name, an A record to IPv4 addresses.
Silent: values that something fills in later; a time to live of 0, which stands for the default.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.dns_endpoint import DnsRecord
from k8slint.model.dns_value import name_fault, version_of
from k8slint.model.external_dns import annotated
from k8slint.model.external_dns_value import RECORD_TYPES, faults
from k8slint.model.placeholder import is_placeholder
from k8slint.rule import rule

_VERSIONS = {"A": 4, "AAAA": 6}


@rule(Severity.ERROR)
def external_dns_value_invalid(cluster: Cluster) -> Iterator[Problem]:
    for annotation in annotated(cluster):
        for fault in faults(annotation):
            yield Problem(annotation.at, f"{annotation.word}: {fault}")
    for endpoint in cluster.dns_endpoints:
        for record in endpoint.records if not endpoint.meta.context else ():
            yield from _of_record(record)


def _of_record(record: DnsRecord) -> Iterator[Problem]:
    if not is_placeholder(record.name) and (fault := name_fault(record.name)) and record.type not in ("TXT", "SRV"):
        yield Problem(record.name_at, f"{record.name} is no name: {fault}")
    if record.type and record.type not in RECORD_TYPES and not is_placeholder(record.type):
        yield Problem(record.at / "recordType", f"{record.type!r} is none of {', '.join(RECORD_TYPES)}")
    if record.type == "CNAME" and len(record.targets) > 1:
        yield Problem(record.targets_at, f"a CNAME leads to one name, and {record.name} has {len(record.targets)}")
    for index, target in enumerate(record.targets):
        if not is_placeholder(target) and (fault := _target_fault(record, target)):
            yield Problem(record.targets_at / index, f"{target} is no target of a {record.type} record: {fault}")


def _target_fault(record: DnsRecord, target: str) -> str | None:
    if record.type in _VERSIONS:
        wanted = _VERSIONS[record.type]
        return None if version_of(target) == wanted else f"it takes IPv{wanted} addresses"
    if record.type == "CNAME":
        return "it takes a name" if version_of(target) else name_fault(target)
    return None
