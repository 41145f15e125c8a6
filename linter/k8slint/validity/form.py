"""Forms of text that `format` names in the schemas: addresses and hosts, which no readable pattern describes."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from k8slint.pattern import regex

_LABEL = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_HOST = regex(rf"(\*\.)?{_LABEL}(\.{_LABEL})*")
_PREFIX = regex(r"[0-9]{1,3}")
_IPV4 = regex(r"[0-9]+(\.[0-9]+){3}")
_MAX_HOST = 253


def is_ip(text: str) -> bool:
    """An IPv4 or IPv6 address. Leading zeros in IPv4 pass, as they do in the API server (netutils.ParseIPSloppy)."""
    return _address(text) is not None


def is_cidr(text: str) -> bool:
    """A CIDR; bits right of the mask may be set. (netutils.ParseCIDRSloppy)"""
    address, slash, prefix = text.partition("/")
    found = _address(address)
    return bool(slash and found and _PREFIX.fullmatch(prefix) and int(prefix) <= found.max_prefixlen)


def is_padded_cidr(text: str) -> bool:
    """A CIDR with blanks around it, as `loadBalancerSourceRanges` takes it."""
    return is_cidr(text.strip())


def is_cluster_ip(text: str) -> bool:
    """`clusterIP`: an address, `None`, or empty for one that the API server assigns."""
    return text in ("", "None") or is_ip(text)


def is_endpoint_ip(text: str) -> bool:
    """An address that traffic can be sent to. (validation.ValidateEndpointIP)"""
    found = _address(text)
    if found is None or found.is_unspecified or found.is_loopback or found.is_link_local:
        return False
    return not (found.is_multicast and (text.startswith("224.0.0.") or text.lower().startswith("ff02:")))


def is_ingress_host(text: str) -> bool:
    """The host of an Ingress rule: a name that may begin with `*.`, never an address; empty is every host."""
    return not text or (len(text) <= _MAX_HOST and _HOST.fullmatch(text) is not None and not is_ip(text))


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    if _IPV4.fullmatch(text):
        text = ".".join(part.lstrip("0") or "0" for part in text.split("."))
    try:
        return None if "%" in text else ipaddress.ip_address(text)
    except ValueError:
        return None


FORMS: dict[str, Callable[[str], bool]] = {
    "ip-address": is_ip,
    "cidr": is_cidr,
    "padded-cidr": is_padded_cidr,
    "cluster-ip": is_cluster_ip,
    "endpoint-ip": is_endpoint_ip,
    "ingress-host": is_ingress_host,
}
