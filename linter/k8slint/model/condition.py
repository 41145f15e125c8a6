"""A condition in the status of a Gateway's listener or of a route, with the reasons of the API.

(Gateway API reference: ListenerConditionType, RouteConditionType)
"""

from __future__ import annotations

from enum import StrEnum

from k8slint.record import dataclass


class ConditionType(StrEnum):
    """What a condition is about."""

    ACCEPTED = "Accepted"
    RESOLVED_REFS = "ResolvedRefs"
    CONFLICTED = "Conflicted"


class Reason(StrEnum):
    """The reasons of the API."""

    ACCEPTED = "Accepted"
    RESOLVED_REFS = "ResolvedRefs"
    NO_CONFLICTS = "NoConflicts"
    INVALID = "Invalid"
    UNSUPPORTED_PROTOCOL = "UnsupportedProtocol"
    PROTOCOL_CONFLICT = "ProtocolConflict"
    HOSTNAME_CONFLICT = "HostnameConflict"
    INVALID_CERTIFICATE_REF = "InvalidCertificateRef"
    INVALID_ROUTE_KINDS = "InvalidRouteKinds"
    REF_NOT_PERMITTED = "RefNotPermitted"
    NO_MATCHING_PARENT = "NoMatchingParent"
    NOT_ALLOWED_BY_LISTENERS = "NotAllowedByListeners"
    NO_MATCHING_LISTENER_HOSTNAME = "NoMatchingListenerHostname"
    BACKEND_NOT_FOUND = "BackendNotFound"
    INVALID_KIND = "InvalidKind"


@dataclass(frozen=True)
class Condition:
    """`assumed` where what lies outside of the input may decide otherwise."""

    type: ConditionType
    status: bool
    reason: Reason
    assumed: bool = False
