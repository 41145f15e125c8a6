"""CIDRs as text."""

from __future__ import annotations

from ipaddress import ip_network

from k8slint.reach.clause import Network


def parse_network(text: str) -> Network | None:
    """A CIDR (or one address); host bits are masked away, as implementations do. None where it is neither."""
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None
