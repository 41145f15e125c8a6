"""A Service of type ExternalName has an IP address where a name belongs.

Why: cluster DNS answers with an alias to a name that looks like an address and that no DNS server has, so clients get
no address at all.
Fix: make it a Service without a selector, and list the address in an EndpointSlice.
Silent: names that begin with digits; IPv6 addresses, which the API server refuses (`manifest-invalid`).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from k8slint.finding import Problem, Severity
from k8slint.model.cluster import Cluster
from k8slint.model.service import ServiceType
from k8slint.rule import rule


@rule(Severity.ERROR)
def external_name_is_address(cluster: Cluster) -> Iterator[Problem]:
    for service in cluster.services:
        name = service.external_name if service.type is ServiceType.EXTERNAL_NAME else None
        if name and _is_address(name.removesuffix(".")):
            message = f"{name} is an address, which no DNS server answers for; list it in an EndpointSlice"
            yield Problem(service.spec_at / "externalName", message)


def _is_address(text: str) -> bool:
    try:
        ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return True
