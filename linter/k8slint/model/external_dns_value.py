"""What ExternalDNS makes of the values of its annotations.

Source: ExternalDNS documentation, "Annotations"; the tutorials of AWS (routing policies: weights from 0 to 255) and
Cloudflare (`cloudflare-proxied`: a boolean).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from k8slint.model.dns_value import MOST_SECONDS, name_fault, seconds, version_of
from k8slint.model.external_dns import (
    ACCESS,
    ALIAS,
    ENDPOINTS_TYPE,
    GATEWAY_SOURCE,
    HOSTNAME,
    INGRESS_SOURCE,
    INTERNAL_HOSTNAME,
    RECORD_TYPE,
    SET_IDENTIFIER,
    TARGET,
    TTL,
    Annotation,
    parts,
)
from k8slint.model.placeholder import is_placeholder

RECORD_TYPES = ("A", "AAAA", "CNAME", "TXT", "SRV", "NS", "PTR", "MX", "NAPTR", "DNAME")
_BOOLEANS = ("1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False")
_SOURCES = ("defined-hosts-only", "annotation-only")


def faults(annotation: Annotation) -> Iterator[str]:
    """What is wrong with a value, in words. What something fills in later is not judged."""
    judge = _JUDGES.get(annotation.word)
    if judge and not is_placeholder(annotation.value):
        yield from judge(annotation.value)


def _ttl(value: str) -> Iterator[str]:
    found = seconds(value)
    if found is None:
        yield f"{value!r} is no time to live: write seconds, or a duration such as 10m"
    elif found < 0 or found > MOST_SECONDS:
        yield f"{value} is no time to live: it goes from 1 to {MOST_SECONDS} seconds"


def _listed(fault: Callable[[str], str | None]) -> Callable[[str], Iterator[str]]:
    """A list with commas, each part judged by itself."""

    def judge(value: str) -> Iterator[str]:
        found = parts(value)
        if not found:
            yield "it names nothing"
        yield from (text for part in found if (text := fault(part)))

    return judge


def _of_name(name: str) -> str | None:
    if version_of(name):
        return f"{name} is an address, not a name: where a name leads is said by {TARGET}"
    fault = name_fault(name.replace(" ", ""))
    return f"{name} is no name: {fault}" if fault else None


def _of_target(target: str) -> str | None:
    fault = None if version_of(target) else name_fault(target)
    return f"{target} is neither an address nor a name: {fault}" if fault else None


def _one_of(*words: str) -> Callable[[str], Iterator[str]]:
    def judge(value: str) -> Iterator[str]:
        if value not in words:
            yield f"{value!r} is none of {', '.join(words)}"

    return judge


def _source(value: str) -> Iterator[str]:
    yield from _one_of(*_SOURCES)(value.lower())


def _boolean(value: str) -> Iterator[str]:
    if value not in _BOOLEANS:
        yield f"{value!r} is neither true nor false"


def _identifier(value: str) -> Iterator[str]:
    if not value.strip():
        yield "it is empty"


def _weight(value: str) -> Iterator[str]:
    if not value.isdecimal() or len(value) > 3 or int(value) > 255:
        yield f"{value!r} is no weight from 0 to 255"


_JUDGES: dict[str, Callable[[str], Iterator[str]]] = {
    TTL: _ttl,
    HOSTNAME: _listed(_of_name),
    INTERNAL_HOSTNAME: _listed(_of_name),
    TARGET: _listed(_of_target),
    ACCESS: _one_of("public", "private"),
    ENDPOINTS_TYPE: _one_of("NodeExternalIP", "HostIP"),
    INGRESS_SOURCE: _source,
    GATEWAY_SOURCE: _source,
    RECORD_TYPE: _one_of(*RECORD_TYPES),
    ALIAS: _one_of("true", "false"),
    SET_IDENTIFIER: _identifier,
    "aws-weight": _weight,
    "aws-evaluate-target-health": _boolean,
    "cloudflare-proxied": _boolean,
}
