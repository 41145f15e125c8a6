"""Listeners of one Gateway that cannot stand beside each other.

(Gateway API reference: GatewaySpec.listeners, "distinct listeners"; ListenerConditionConflicted)
"""

from __future__ import annotations

from enum import StrEnum

from k8slint.model.gateway import Gateway, Listener, ListenerProtocol
from k8slint.record import dataclass

_TLS = frozenset({ListenerProtocol.HTTPS, ListenerProtocol.TLS})


class Clash(StrEnum):
    """The reason that a controller gives."""

    PROTOCOL = "ProtocolConflict"
    HOSTNAME = "HostnameConflict"


@dataclass(frozen=True)
class ListenerConflict:
    """`second` claims what `first` has."""

    first: Listener
    second: Listener
    clash: Clash


def listener_conflicts(gateway: Gateway) -> tuple[ListenerConflict, ...]:
    """Each listener that clashes with an earlier one, with the first of those."""
    found: list[ListenerConflict] = []
    for index, second in enumerate(gateway.listeners):
        for first in gateway.listeners[:index]:
            if second.port is not None and (clash := _clash(first, second)):
                found.append(ListenerConflict(first, second, clash))
                break
    return tuple(found)


def _clash(first: Listener, second: Listener) -> Clash | None:
    """TCP and UDP have ports of their own; HTTPS and TLS share one where server names tell them apart."""
    if first.port != second.port or not first.is_known or not second.is_known:
        return None
    if ListenerProtocol.UDP in (first.protocol, second.protocol) and first.protocol != second.protocol:
        return None
    alike = first.hostname == second.hostname
    if first.protocol == second.protocol:
        if first.protocol in (ListenerProtocol.TCP, ListenerProtocol.UDP):
            return Clash.PROTOCOL
        return Clash.HOSTNAME if alike else None
    if {first.protocol, second.protocol} == _TLS:
        return Clash.PROTOCOL if alike else None
    return Clash.PROTOCOL
