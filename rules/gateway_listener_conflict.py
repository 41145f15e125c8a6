"""Two listeners of a Gateway claim the same place.

Why: listeners are told apart by port, protocol and hostname. Where they are alike, or their protocols cannot share a
port, the API server refuses the Gateway or the controller switches off both. (Gateway API reference:
GatewaySpec.listeners, ListenerConditionConflicted)
Fix: give one of them another port or hostname.
Silent: TCP and UDP on one port; HTTPS and TLS that different hostnames tell apart; protocols of a controller's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Problem, Related, Severity
from k8slint.inputs.at import At
from k8slint.model.cluster import Cluster
from k8slint.model.gateway import ANY_HOST
from k8slint.model.listener_conflict import Clash, ListenerConflict, listener_conflicts
from k8slint.rule import rule


@rule(Severity.ERROR)
def gateway_listener_conflict(cluster: Cluster) -> Iterator[Problem]:
    for gateway in cluster.gateways:
        for conflict in listener_conflicts(gateway):
            related = (Related(conflict.first.at / "port", "the other listener"),)
            yield Problem(_place(conflict), _message(conflict), related=related)


def _place(conflict: ListenerConflict) -> At:
    second = conflict.second
    by_name = conflict.clash is Clash.HOSTNAME and second.hostname != ANY_HOST
    return second.hostname_at if by_name else second.at / "port"


def _message(conflict: ListenerConflict) -> str:
    first, second = conflict.first, conflict.second
    if first.protocol != second.protocol:
        return (
            f"listeners {first.name} ({first.protocol}) and {second.name} ({second.protocol}) "
            f"cannot share port {second.port}"
        )
    names = "" if second.hostname == ANY_HOST else f" for {second.hostname}"
    return f"listeners {first.name} and {second.name} both claim port {second.port}{names}"
