"""A Secret that is to hold a certificate, and what is wrong with it.

Keys: Kubernetes documentation, "TLS Secrets"; required alike by IngressTLS.secretName and SecretObjectReference.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from k8slint.model.absence import covers, object_elsewhere
from k8slint.model.cluster import Cluster
from k8slint.model.store import Secret
from k8slint.record import dataclass
from k8slint.words import Words

KEYS = frozenset({"tls.crt", "tls.key"})
COPIERS = ("reflector.v1.k8s.emberstack.com/", "kubed.appscode.com/", "replicator.v1.mittwald.de/")
"""Annotations of Secrets that an operator copies to other namespaces."""


class Lack(Enum):
    """What there is in place of the certificate."""

    KEYS = "keys"
    """The Secret, without a certificate in it."""
    SLIP = "slip"
    """A Secret with a certificate, and a name that is a letter away."""
    NAMESPACE = "namespace"
    """The Secret, in another namespace."""
    ABSENT = "absent"
    """Nothing, in an input that holds what else runs in the namespace."""


@dataclass(frozen=True)
class CertificateFault:
    """`secret` is the one that there is, if any; `missing` are the keys that it lacks."""

    lack: Lack
    secret: Secret | None = None

    @property
    def missing(self) -> str:
        """The keys that the Secret lacks, in words."""
        keys = self.secret.keys if self.secret else None
        return ", ".join(sorted(KEYS - (keys or frozenset())))


def certificate_fault(cluster: Cluster, namespace: str, name: str) -> CertificateFault | None:
    """What is wrong with the certificate in a Secret; None where nothing is, or where it may come from elsewhere."""
    found = [secret for secret in cluster.secrets_named(name) if secret.namespace == namespace]
    if found:
        return None if any(_holds_certificate(secret) for secret in found) else CertificateFault(Lack.KEYS, found[0])
    if object_elsewhere(cluster, "Secret", namespace, name):
        return None
    certificates = cluster.once(_certificates).get(namespace, {})
    known = cluster.once(_names)
    if namespace not in known:
        known[namespace] = Words(certificates)
    if meant := known[namespace].nearest(name):
        return CertificateFault(Lack.SLIP, certificates[meant])
    return _elsewhere(cluster, name) or (CertificateFault(Lack.ABSENT) if covers(cluster, namespace) else None)


def _certificates(cluster: Cluster) -> Mapping[str, Mapping[str, Secret]]:
    """Of each namespace the Secrets that hold one, by name."""
    found: dict[str, dict[str, Secret]] = {}
    for secret in filter(_holds_certificate, cluster.secrets):
        found.setdefault(secret.namespace, {})[secret.name] = secret
    return found


def _names(_: Cluster) -> dict[str, Words]:
    """Their names, to find near misses among."""
    return {}


def _holds_certificate(secret: Secret) -> bool:
    return secret.keys is None or secret.keys >= KEYS


def _elsewhere(cluster: Cluster, name: str) -> CertificateFault | None:
    found = cluster.secrets_named(name)
    copied = any(key.startswith(COPIERS) for secret in found for key in secret.meta.annotations)
    return CertificateFault(Lack.NAMESPACE, found[0]) if found and not copied else None
