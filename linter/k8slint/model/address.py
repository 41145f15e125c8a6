"""Addresses and ranges of addresses, as manifests write them."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import TypeAlias

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

_PRIVATE = tuple(
    ipaddress.ip_network(text)
    for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8")
) + tuple(ipaddress.ip_network(text) for text in ("fc00::/7", "fe80::/10", "::1/128"))
"""Ranges that nodes and internal clients have. (RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291)"""


def network(text: str) -> Network | None:
    """The network of a CIDR; None for anything else. Host bits are dropped, as the API server does."""
    try:
        return ipaddress.ip_network(text.strip(), strict=False) if "/" in text else None
    except ValueError:
        return None


def covered_family(texts: Iterable[str]) -> int | None:
    """4 or 6 where the ranges together hold every address of that IP version, however they are cut."""
    networks = [found for text in texts if (found := network(text))]
    four = ipaddress.collapse_addresses(n for n in networks if isinstance(n, ipaddress.IPv4Network))
    six = ipaddress.collapse_addresses(n for n in networks if isinstance(n, ipaddress.IPv6Network))
    if any(whole.prefixlen == 0 for whole in four):
        return 4
    return 6 if any(whole.prefixlen == 0 for whole in six) else None


def touches_private(text: str) -> bool:
    """Whether a range shares an address with the private ranges, in which nodes usually have theirs."""
    found = network(text)
    return found is not None and any(found.version == p.version and found.overlaps(p) for p in _PRIVATE)


def is_private(text: str) -> bool:
    """Whether an address or range lies in the private ranges; False for what is neither."""
    found = network(text if "/" in text else f"{text}/32" if ":" not in text else f"{text}/128")
    return found is not None and any(found.version == p.version and found.subnet_of(p) for p in _PRIVATE)  # type: ignore[arg-type]
