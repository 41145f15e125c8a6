"""Versions of built-in kinds: which are gone, and which never were. (Kubernetes: deprecated API migration guide)"""

from __future__ import annotations

from collections.abc import Mapping

from k8slint.finding import Fix, Problem
from k8slint.inputs.at import At
from k8slint.inputs.document import Document
from k8slint.record import dataclass
from k8slint.validity.kinds import SCHEMAS
from k8slint.validity.words import shown

_WEBHOOKS = "admissionregistration.k8s.io"
_BUILT_IN = frozenset(
    {"", "apps", "autoscaling", "batch", "discovery.k8s.io", "extensions", "networking.k8s.io", "policy"}
)


@dataclass(frozen=True)
class Removed:
    """The first Kubernetes version that does not serve it, and the version that took its place.

    `changes` says what else has to be written differently.
    """

    since: tuple[int, int]
    replacement: str
    changes: str = ""


_INGRESS = "backends, pathType and the class are written differently"
_TOPOLOGY = "topology became nodeName and zone"
_SELECTOR = "spec.selector is required"

REMOVED: Mapping[tuple[str, str], Removed] = {
    ("extensions/v1beta1", "Ingress"): Removed((1, 22), "networking.k8s.io/v1", _INGRESS),
    ("networking.k8s.io/v1beta1", "Ingress"): Removed((1, 22), "networking.k8s.io/v1", _INGRESS),
    ("networking.k8s.io/v1beta1", "IngressClass"): Removed((1, 22), "networking.k8s.io/v1"),
    ("extensions/v1beta1", "NetworkPolicy"): Removed((1, 16), "networking.k8s.io/v1"),
    ("discovery.k8s.io/v1beta1", "EndpointSlice"): Removed((1, 25), "discovery.k8s.io/v1", _TOPOLOGY),
    ("extensions/v1beta1", "Deployment"): Removed((1, 16), "apps/v1", _SELECTOR),
    ("extensions/v1beta1", "DaemonSet"): Removed((1, 16), "apps/v1", _SELECTOR),
    ("extensions/v1beta1", "ReplicaSet"): Removed((1, 16), "apps/v1", _SELECTOR),
    ("apps/v1beta1", "Deployment"): Removed((1, 16), "apps/v1", _SELECTOR),
    ("apps/v1beta1", "StatefulSet"): Removed((1, 16), "apps/v1", _SELECTOR),
    ("apps/v1beta2", "Deployment"): Removed((1, 16), "apps/v1", _SELECTOR),
    ("apps/v1beta2", "StatefulSet"): Removed((1, 16), "apps/v1", _SELECTOR),
    ("apps/v1beta2", "DaemonSet"): Removed((1, 16), "apps/v1", _SELECTOR),
    ("apps/v1beta2", "ReplicaSet"): Removed((1, 16), "apps/v1", _SELECTOR),
    ("batch/v2alpha1", "CronJob"): Removed((1, 21), "batch/v1"),
    ("batch/v1beta1", "CronJob"): Removed((1, 25), "batch/v1"),
    ("apiregistration.k8s.io/v1beta1", "APIService"): Removed((1, 22), "apiregistration.k8s.io/v1"),
    (f"{_WEBHOOKS}/v1beta1", "MutatingWebhookConfiguration"): Removed((1, 22), f"{_WEBHOOKS}/v1"),
    (f"{_WEBHOOKS}/v1beta1", "ValidatingWebhookConfiguration"): Removed((1, 22), f"{_WEBHOOKS}/v1"),
}
"""Kinds that are about the network, and what makes pods."""

_HOMES = {kind: version for version, kind in SCHEMAS if version.rpartition("/")[0] in _BUILT_IN}


def wrong_version(document: Document) -> Problem | None:
    """A built-in kind under a version that never had it. Groups that Kubernetes does not define are not judged."""
    version, kind = document.api_version, document.kind
    known = (version, kind) in SCHEMAS or (version, kind) in REMOVED
    if known or kind not in _HOMES or document.group not in _BUILT_IN:
        return None
    at, home = At(document, ("apiVersion",)), _HOMES[kind]
    message = f"apiVersion {shown(version)} has no {kind}: {kind} is in {home}"
    return Problem(at, message, fix=Fix.replace(at, home, f"write {home}"))
