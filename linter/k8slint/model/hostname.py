"""Hostnames with wildcards. (Gateway API reference: Hostname)

`*.example.com` stands for any number of labels before `.example.com`, and not for `example.com`; `*` for every name.
"""

from __future__ import annotations

from k8slint.model.gateway import ANY_HOST


def includes(wide: str, narrow: str) -> bool:
    """Whether every name that `narrow` stands for is one of `wide`."""
    wide, narrow = wide.lower(), narrow.lower()
    if wide in (ANY_HOST, narrow):
        return True
    return wide.startswith("*.") and narrow.endswith(wide[1:]) and narrow != wide[1:]


def common(one: str, other: str) -> str | None:
    """The names that both stand for, which is always one of the two; None where there are none."""
    if includes(one, other):
        return other.lower()
    return one.lower() if includes(other, one) else None


def specificity(host: str) -> tuple[int, int]:
    """How precise a name is: the longest without a wildcard comes first, then the longest. (HTTPRouteRule.matches)"""
    if host == ANY_HOST:
        return (0, 0)
    return (0 if host.startswith("*.") else len(host), len(host))
