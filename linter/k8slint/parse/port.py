"""Ports and protocols."""

from __future__ import annotations

from k8slint.inputs.field import Field
from k8slint.model.port import PortRef, Protocol

NUMBERS = range(1, 65536)
"""The ports that can be."""


def parse_protocol(field: Field) -> Protocol:
    """The protocol; absent or unknown reads as the default, TCP."""
    return field.choice(Protocol, Protocol.TCP)


def parse_port_ref(field: Field) -> PortRef | None:
    """A port by number or name. A quoted number is a name to the API, and a name may not be all digits.

    A placeholder that a later tool fills in (`${PORT}`) reads as absent: nobody knows what it will be.
    """
    if isinstance(field.value, str):
        return None if "${" in field.value else field.value
    return field.number()
