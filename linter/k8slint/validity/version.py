"""Versions of built-in kinds: which are gone, and which never were. (Kubernetes: deprecated API migration guide)"""

from __future__ import annotations

from collections.abc import Mapping

from k8slint.finding import Fix, Problem
from k8slint.inputs.at import At
from k8slint.inputs.document import Document
from k8slint.near import is_slip, meant
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
_KINDS = {
    version: [kind for its, kind in SCHEMAS if its == version]
    for version, _ in SCHEMAS
    if (group := version.rpartition("/")[0]) in _BUILT_IN or group.endswith(".k8s.io")
}


def wrong_version(document: Document) -> Problem | None:
    """A kind of Kubernetes under a version that never had it, or a version with a kind that is nearly one of its own.

    Groups that Kubernetes does not define are not judged, unless their name is a slip of the one that has the kind.
    """
    version, kind = document.api_version, document.kind
    if (version, kind) in SCHEMAS or (version, kind) in REMOVED:
        return None
    if home := _home(document):
        message = f"apiVersion {shown(version)} has no {kind}: {kind} is in {home}"
        return _mended(At(document, ("apiVersion",)), message, home)
    near = meant(kind, _KINDS.get(version, ())) if kind else None
    return _mended(At(document, ("kind",)), f"apiVersion {version} has no {shown(kind)}; {near} is meant", near)


def _mended(at: At, message: str, word: str | None) -> Problem | None:
    return Problem(at, message, fix=Fix.replace(at, word, f"write {word}")) if word else None


def _home(document: Document) -> str | None:
    """The version that has the kind, where another one is written."""
    if document.group in _BUILT_IN:
        return _HOMES.get(document.kind)
    near = [own for own in _KINDS if document.kind in _KINDS[own] and _is_group_slip(document.api_version, own)]
    return near[0] if len(near) == 1 else None


def _is_group_slip(version: str, own: str) -> bool:
    """The same version of a group that one letter tells from another."""
    (group, _, number), (wanted, _, same) = version.rpartition("/"), own.rpartition("/")
    return number == same and is_slip(group, wanted)
