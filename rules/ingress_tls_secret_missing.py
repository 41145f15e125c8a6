"""An Ingress takes its certificate from a Secret that its namespace does not have, or that holds no certificate.

Why: the controller serves its own self-signed certificate instead, and browsers refuse the site. The Secret must lie in
the namespace of the Ingress and hold `tls.crt` and `tls.key`. (API reference: IngressTLS.secretName)
Fix: name a Secret of the namespace; or have a cert-manager Certificate, an ExternalSecret or the like make it.
Silent: Secrets that something in the input makes: cert-manager, ExternalSecrets, SealedSecrets, generators of a
kustomization; namespaces of which the input shows no workloads; names that something fills in later. Certificates are
mostly made by hand, so plain absence is only a note unless the input is declared complete.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.scalar import written
from k8slint.model.absence import covers, object_elsewhere
from k8slint.model.cluster import Cluster
from k8slint.model.ingress import Ingress, IngressTls
from k8slint.model.placeholder import is_placeholder
from k8slint.model.store import Secret
from k8slint.near import nearest
from k8slint.rule import rule

_KEYS = frozenset({"tls.crt", "tls.key"})
_COPIERS = ("reflector.v1.k8s.emberstack.com/", "kubed.appscode.com/", "replicator.v1.mittwald.de/")
"""Annotations of Secrets that an operator copies to other namespaces."""


@rule(Severity.WARNING)
def ingress_tls_secret_missing(cluster: Cluster) -> Iterator[Problem]:
    for ingress in cluster.ingresses:
        for tls in ingress.tls:
            if tls.secret and not is_placeholder(tls.secret) and (problem := _problem(cluster, ingress, tls)):
                yield problem


def _problem(cluster: Cluster, ingress: Ingress, tls: IngressTls) -> Problem | None:
    name, namespace = str(tls.secret), ingress.namespace
    found = [secret for secret in cluster.secrets_in(namespace) if secret.name == name]
    if found:
        return None if any(_holds_certificate(secret) for secret in found) else _wrong(tls, found[0])
    if object_elsewhere(cluster, "Secret", namespace, name):
        return None
    return _slip(cluster, ingress, tls) or _other_namespace(cluster, ingress, tls) or _absent(cluster, ingress, tls)


def _holds_certificate(secret: Secret) -> bool:
    return secret.keys is None or secret.keys >= _KEYS


def _wrong(tls: IngressTls, secret: Secret) -> Problem:
    lacking = ", ".join(sorted(_KEYS - (secret.keys or frozenset())))
    message = f"Secret {secret.name} holds no certificate: it lacks {lacking}"
    return Problem(tls.secret_at, message, Severity.ERROR, related=(Related(secret.meta.name_at, "the Secret"),))


def _slip(cluster: Cluster, ingress: Ingress, tls: IngressTls) -> Problem | None:
    secrets = {s.name: s for s in cluster.secrets_in(ingress.namespace) if _holds_certificate(s)}
    meant = nearest(str(tls.secret), secrets)
    if meant is None:
        return None
    message = f"namespace {ingress.namespace} has no Secret {tls.secret}; the nearest is {meant}"
    related = (Related(secrets[meant].meta.name_at, f"{secrets[meant].producer} {meant}"),)
    fix = Fix.replace(tls.secret_at, written(meant), f"take {meant}")
    return Problem(tls.secret_at, message, Severity.ERROR, Verdict.ASSUMED, related, fix)


def _other_namespace(cluster: Cluster, ingress: Ingress, tls: IngressTls) -> Problem | None:
    found = [secret for secret in cluster.secrets if secret.name == tls.secret]
    if not found or any(key.startswith(_COPIERS) for secret in found for key in secret.meta.annotations):
        return None
    message = (
        f"Secret {tls.secret} is in namespace {found[0].namespace}; an Ingress takes its certificates from its own "
        f"namespace, {ingress.namespace}"
    )
    return Problem(tls.secret_at, message, None, Verdict.ASSUMED, (Related(found[0].meta.name_at, "the Secret"),))


def _absent(cluster: Cluster, ingress: Ingress, tls: IngressTls) -> Problem | None:
    if not covers(cluster, ingress.namespace):
        return None
    level = Severity.ERROR if cluster.is_complete(ingress.namespace) else Severity.INFO
    message = f"nothing in this input makes Secret {tls.secret} in namespace {ingress.namespace}"
    return Problem(tls.secret_at, message, level, Verdict.ASSUMED)
