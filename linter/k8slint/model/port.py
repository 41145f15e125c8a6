"""Ports and protocols."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from k8slint.pattern import regex

PortRef: TypeAlias = int | str
"""A port by number or by name (API reference: IntOrString)."""

MAX_PORT = 65535
_NAME = regex(r"(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*")


def is_port_name(text: str) -> bool:
    """Whether the API server takes a text for the name of a port (RFC 6335); its length is the schema's matter."""
    return _NAME.fullmatch(text) is not None


class Protocol(StrEnum):
    """The protocols that Services and policies speak of."""

    TCP = "TCP"
    UDP = "UDP"
    SCTP = "SCTP"
