"""A listener takes its certificate from a Secret that is not there, or that holds no certificate.

Why: the listener reports InvalidCertificateRef and serves no TLS. (Gateway API reference: ListenerTLSConfig)
Fix: name a Secret with `tls.crt` and `tls.key`; or have a cert-manager Certificate, an ExternalSecret or the like make
it.
Silent: Secrets that something in the input makes, and certificates of kinds that a controller knows; names that
something fills in later; grants that a reference to another namespace lacks, which `reference-not-granted` reports.
Certificates are mostly made by hand, so plain absence is only a note unless the input is declared complete.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity, Verdict
from k8slint.inputs.scalar import written
from k8slint.model.certificate import CertificateFault, Lack, certificate_fault
from k8slint.model.cluster import Cluster
from k8slint.model.placeholder import is_placeholder
from k8slint.model.reference import SECRET, Reference
from k8slint.model.store import Secret
from k8slint.rule import rule


@rule(Severity.WARNING)
def gateway_certificate_missing(cluster: Cluster) -> Iterator[Problem]:
    seen: set[Reference] = set()
    for gateway in cluster.gateways:
        for listener in gateway.listeners:
            for ref in listener.certificates:
                if ref in seen or not ref.name or is_placeholder(ref.name):
                    continue
                seen.add(ref)
                if problem := _problem(cluster, ref):
                    yield problem


def _problem(cluster: Cluster, ref: Reference) -> Problem | None:
    if ref.kind != SECRET:
        return None if ref.kind.group else _wrong_kind(ref)
    fault = certificate_fault(cluster, ref.namespace, ref.name)
    if fault is None:
        return None
    return _instead(ref, fault, fault.secret) if fault.secret else _absent(cluster, ref)


def _wrong_kind(ref: Reference) -> Problem:
    return Problem(ref.at / "kind", f"a certificate comes from a Secret, not from a {ref.kind.kind}", Severity.ERROR)


def _instead(ref: Reference, fault: CertificateFault, secret: Secret) -> Problem:
    related = (Related(secret.meta.name_at, f"{secret.producer} {secret.name}"),)
    if fault.lack is Lack.KEYS:
        message = f"Secret {secret.name} holds no certificate: it lacks {fault.missing}"
        return Problem(ref.name_at, message, Severity.ERROR, related=related)
    if fault.lack is Lack.SLIP:
        message = f"namespace {ref.namespace} has no Secret {ref.name}; the nearest is {secret.name}"
        fix = Fix.replace(ref.name_at, written(secret.name), f"take {secret.name}")
        return Problem(ref.name_at, message, Severity.ERROR, Verdict.ASSUMED, related, fix)
    message = f"Secret {ref.name} is in namespace {secret.namespace}; this listener looks for it in {ref.namespace}"
    at = ref.name_at if ref.local else ref.namespace_at
    return Problem(at, message, None, Verdict.ASSUMED, related)


def _absent(cluster: Cluster, ref: Reference) -> Problem:
    level = Severity.ERROR if cluster.is_complete(ref.namespace) else Severity.INFO
    message = f"nothing in this input makes Secret {ref.name} in namespace {ref.namespace}"
    return Problem(ref.name_at, message, level, Verdict.ASSUMED)
