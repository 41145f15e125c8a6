"""Ports and protocols."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

PortRef: TypeAlias = int | str
"""A port by number or by name (API reference: IntOrString)."""

MAX_PORT = 65535


class Protocol(StrEnum):
    """The protocols that Services and policies speak of."""

    TCP = "TCP"
    UDP = "UDP"
    SCTP = "SCTP"
