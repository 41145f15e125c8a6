"""ConfigMaps, Secrets, and the objects of other projects that promise to make a Secret."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from k8slint.inputs.field import Field
from k8slint.model.meta import Meta
from k8slint.model.store import ConfigMap, Secret
from k8slint.parse.meta import parse_labels


def parse_config_map(meta: Meta, field: Field) -> ConfigMap:
    """A ConfigMap; binary data is of no interest."""
    return ConfigMap(meta, parse_labels(field["data"]))


def parse_secret(meta: Meta, field: Field) -> Secret:
    """A Secret's type and keys; its values are never kept."""
    keys = frozenset(key for part in ("data", "stringData") for key, _ in field[part].items())
    return Secret(meta, meta.name, field["type"].text() or "Opaque", keys)


def _made(*path: str) -> Callable[[Meta, Field], Secret]:
    def parse(meta: Meta, field: Field) -> Secret:
        for step in path:
            field = field[step]
        return Secret(meta, field.text() or meta.name, None, None)

    return parse


PRODUCERS: dict[tuple[str, str], Callable[[Meta, Field], Secret]] = {
    ("cert-manager.io", "Certificate"): _made("spec", "secretName"),
    ("external-secrets.io", "ExternalSecret"): _made("spec", "target", "name"),
    ("external-secrets.io", "ClusterExternalSecret"): _made("spec", "externalSecretName"),
    ("bitnami.com", "SealedSecret"): _made("spec", "template", "metadata", "name"),
    ("secrets.infisical.com", "InfisicalSecret"): _made("spec", "managedSecretReference", "secretName"),
    ("secrets.hashicorp.com", "VaultStaticSecret"): _made("spec", "destination", "name"),
    ("secrets.hashicorp.com", "VaultDynamicSecret"): _made("spec", "destination", "name"),
    ("secrets.hashicorp.com", "VaultPKISecret"): _made("spec", "destination", "name"),
    ("onepassword.com", "OnePasswordItem"): _made("metadata", "name"),
}
"""Kinds that make a Secret, and where they say its name; by default it is their own."""


ISSUER_ANNOTATIONS = ("cert-manager.io/issuer", "cert-manager.io/cluster-issuer", "certmanager.k8s.io/")
"""The last is the group of cert-manager before 0.11."""


def cert_manager_secrets(meta: Meta, field: Field) -> Iterator[Secret]:
    """The Secrets that cert-manager makes for an Ingress or Gateway that carries one of its annotations."""
    if not any(key.startswith(ISSUER_ANNOTATIONS) or key == "kubernetes.io/tls-acme" for key in meta.annotations):
        return
    for tls in field["spec"]["tls"].each():
        if name := tls["secretName"].text():
            yield Secret(meta, name, None, None)
    for listener in field["spec"]["listeners"].each():
        for ref in listener["tls"]["certificateRefs"].each():
            if name := ref["name"].text():
                yield Secret(meta, name, None, None)


def mounted_secrets(meta: Meta, field: Field) -> Iterator[Secret]:
    """The Secrets that the Secrets Store CSI driver keeps in step with what it mounts."""
    if (meta.group, meta.kind) == ("secrets-store.csi.x-k8s.io", "SecretProviderClass"):
        for item in field["spec"]["secretObjects"].each():
            if name := item["secretName"].text():
                yield Secret(meta, name, None, None)
