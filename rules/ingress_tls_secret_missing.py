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
from k8slint.model.certificate import Lack, certificate_fault
from k8slint.model.cluster import Cluster
from k8slint.model.ingress import Ingress, IngressTls
from k8slint.model.placeholder import is_placeholder
from k8slint.model.store import Secret
from k8slint.rule import rule


@rule(Severity.WARNING)
def ingress_tls_secret_missing(cluster: Cluster) -> Iterator[Problem]:
    for ingress in cluster.ingresses:
        for tls in ingress.tls:
            if tls.secret and not is_placeholder(tls.secret) and (problem := _problem(cluster, ingress, tls)):
                yield problem


def _problem(cluster: Cluster, ingress: Ingress, tls: IngressTls) -> Problem | None:
    fault = certificate_fault(cluster, ingress.namespace, str(tls.secret))
    if fault is None:
        return None
    if fault.secret is None:
        return _absent(cluster, ingress, tls)
    match fault.lack:
        case Lack.KEYS:
            return _wrong(tls, fault.secret, fault.missing)
        case Lack.SLIP:
            return _slip(ingress, tls, fault.secret)
        case _:
            return _other_namespace(ingress, tls, fault.secret)


def _wrong(tls: IngressTls, secret: Secret, missing: str) -> Problem:
    message = f"Secret {secret.name} holds no certificate: it lacks {missing}"
    return Problem(tls.secret_at, message, Severity.ERROR, related=(Related(secret.meta.name_at, "the Secret"),))


def _slip(ingress: Ingress, tls: IngressTls, meant: Secret) -> Problem:
    message = f"namespace {ingress.namespace} has no Secret {tls.secret}; the nearest is {meant.name}"
    related = (Related(meant.meta.name_at, f"{meant.producer} {meant.name}"),)
    fix = Fix.replace(tls.secret_at, written(meant.name), f"take {meant.name}")
    return Problem(tls.secret_at, message, Severity.ERROR, Verdict.ASSUMED, related, fix)


def _other_namespace(ingress: Ingress, tls: IngressTls, secret: Secret) -> Problem:
    message = (
        f"Secret {tls.secret} is in namespace {secret.namespace}; an Ingress takes its certificates from its own "
        f"namespace, {ingress.namespace}"
    )
    return Problem(tls.secret_at, message, None, Verdict.ASSUMED, (Related(secret.meta.name_at, "the Secret"),))


def _absent(cluster: Cluster, ingress: Ingress, tls: IngressTls) -> Problem:
    level = Severity.ERROR if cluster.is_complete(ingress.namespace) else Severity.INFO
    message = f"nothing in this input makes Secret {tls.secret} in namespace {ingress.namespace}"
    return Problem(tls.secret_at, message, level, Verdict.ASSUMED)
