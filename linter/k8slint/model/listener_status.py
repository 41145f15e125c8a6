"""What a conformant controller says of a Gateway's listeners.

(Gateway API reference: ListenerStatus; the conformance suite tells which manifest gets which condition)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from k8slint.model.absence import object_elsewhere
from k8slint.model.attachment import bindings
from k8slint.model.certificate import KEYS
from k8slint.model.cluster import Cluster
from k8slint.model.condition import Condition, ConditionType, Reason
from k8slint.model.gateway import GROUP, Gateway, Listener
from k8slint.model.granting import is_granted
from k8slint.model.listener_conflict import Clash, listener_conflicts
from k8slint.model.reference import SECRET, Reference
from k8slint.record import dataclass


@dataclass(frozen=True)
class ListenerStatus:
    """A listener's conditions, the kinds of routes that it supports, and how many routes are attached to it."""

    gateway: Gateway
    listener: Listener
    conditions: tuple[Condition, ...]
    supported_kinds: tuple[str, ...]
    attached_routes: int


def listener_statuses(cluster: Cluster) -> Iterator[ListenerStatus]:
    """Of every listener, in the order of the input."""
    attached = Counter(id(attachment.listener) for binding in cluster.once(bindings) for attachment in binding.taken)
    return (status for gateway in cluster.gateways for status in _listeners(cluster, gateway, attached))


def _listeners(cluster: Cluster, gateway: Gateway, attached: Counter[int]) -> Iterator[ListenerStatus]:
    clashes: dict[int, Clash] = {}
    for conflict in listener_conflicts(gateway):
        clashes.setdefault(id(conflict.first), conflict.clash)
        clashes.setdefault(id(conflict.second), conflict.clash)
    for listener in gateway.listeners:
        clash = clashes.get(id(listener))
        found = (
            _accepted(listener, clash),
            _resolved(cluster, gateway, listener),
            _conflicted(clash),
        )
        count = 0 if clash else attached[id(listener)]
        yield ListenerStatus(gateway, listener, found, listener.supported_kinds, count)


def _accepted(listener: Listener, clash: Clash | None) -> Condition:
    """A controller may know protocols of its own."""
    if clash:
        return Condition(ConditionType.ACCEPTED, False, Reason.INVALID)
    if not listener.is_known:
        return Condition(ConditionType.ACCEPTED, False, Reason.UNSUPPORTED_PROTOCOL, assumed=True)
    return Condition(ConditionType.ACCEPTED, True, Reason.ACCEPTED)


def _conflicted(clash: Clash | None) -> Condition:
    reason = Reason(clash.value) if clash else Reason.NO_CONFLICTS
    return Condition(ConditionType.CONFLICTED, clash is not None, reason)


def _resolved(cluster: Cluster, gateway: Gateway, listener: Listener) -> Condition:
    if listener.is_known and any(
        kind.group != GROUP or kind.kind not in listener.fitting_kinds for kind in listener.kinds
    ):
        return Condition(ConditionType.RESOLVED_REFS, False, Reason.INVALID_ROUTE_KINDS)
    for ref in listener.certificates:
        if fault := _certificate(cluster, gateway, ref):
            return fault
    return Condition(ConditionType.RESOLVED_REFS, True, Reason.RESOLVED_REFS)


def _certificate(cluster: Cluster, gateway: Gateway, ref: Reference) -> Condition | None:
    """Controllers may know certificates of other kinds; what is in a Secret is not looked into."""
    if ref.kind != SECRET:
        foreign = bool(ref.kind.group)
        return Condition(ConditionType.RESOLVED_REFS, False, Reason.INVALID_CERTIFICATE_REF, assumed=foreign)
    if not is_granted(cluster, gateway.meta, ref):
        return Condition(ConditionType.RESOLVED_REFS, False, Reason.REF_NOT_PERMITTED)
    found = [secret for secret in cluster.secrets_named(ref.name) if secret.namespace == ref.namespace]
    if any(secret.keys is None or secret.keys >= KEYS for secret in found):
        return None
    if not found and object_elsewhere(cluster, "Secret", ref.namespace, ref.name):
        return None
    return Condition(ConditionType.RESOLVED_REFS, False, Reason.INVALID_CERTIFICATE_REF, assumed=not found)
