"""What DNS takes for a name, an address or a time to live.

Sources: RFC 1035 (section 2.3.4, lengths), RFC 1123; ExternalDNS documentation, "Annotations" (`ttl`: seconds, or a
duration such as `10m`, from 1 to 2147483647 seconds).
"""

from __future__ import annotations

import re
from ipaddress import ip_address

from k8slint.pattern import regex

MOST_SECONDS = 2_147_483_647
_LABEL = regex(r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
_DURATION = regex(r"[+-]?((\d{1,20}(\.\d{0,20})?|\.\d{1,20})(ns|us|µs|ms|s|m|h))+")
_PART = regex(r"(\d*\.?\d*)(ns|us|µs|ms|s|m|h)")
_SECONDS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1, "m": 60, "h": 3600}


def version_of(text: str) -> int | None:
    """4 or 6 for an address; None for anything else."""
    try:
        return ip_address(text).version
    except ValueError:
        return None


def name_fault(text: str) -> str | None:
    """What is wrong with a name; None for one that can be, also with a dot at its end and `*` for its first label."""
    if "://" in text:
        return "it is a URL, not a name"
    name = text.removesuffix(".").removeprefix("*.")
    if "/" in name:
        return "it has a path"
    if re.fullmatch(r"[^:]+:\d+", name):
        return "it has a port"
    if not name or len(name) > 253:
        return "it is empty" if not name else "it is longer than 253 characters"
    bad = next((label for label in name.split(".") if not _LABEL.fullmatch(label)), None)
    return None if bad is None else _label_fault(bad)


def _label_fault(label: str) -> str:
    if not label:
        return "it has an empty label"
    if len(label) > 63:
        return f"its label {label} is longer than 63 characters"
    return f"its label {label} has other characters than letters, digits and hyphens, or begins or ends with a hyphen"


def seconds(text: str) -> int | None:
    """A time to live in seconds; None for what is none."""
    if re.fullmatch(r"[+-]?\d{1,20}", text):
        return int(text)
    if not _DURATION.fullmatch(text):
        return None
    total = sum(float(number) * _SECONDS[unit] for number, unit in _PART.findall(text))
    return int(-total if text.startswith("-") else total)
