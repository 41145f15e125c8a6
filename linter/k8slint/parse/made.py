"""What controllers made of other objects, as a live cluster shows it: those objects stand for it, so it counts once.

A Deployment, its ReplicaSets (the former ones too) and their Pods are one workload. Source: "Owners and Dependents" in
the documentation of Kubernetes; `pod-template-hash` ends the name of a Deployment's ReplicaSet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.model.meta import Meta
from k8slint.model.workload import Workload
from k8slint.parse.workload import TEMPLATES, controller_of

Key = tuple[str | None, str, str]
"""Namespace, kind and name."""


def without_owned(
    workloads: Iterable[Workload], documents: Mapping[Document, Meta]
) -> tuple[list[Workload], frozenset[Document]]:
    """The workloads that no other one made, and the texts of the others; addresses of Pods are those of their maker."""
    metas = {_key(meta): meta for meta in documents.values()}
    owners = {key: owner for key, meta in metas.items() for owner in _owner(meta, metas)}
    addresses: dict[Key, list[str]] = defaultdict(list)
    kept, owned = list[Workload](), set[Document]()
    for workload in workloads:
        maker = _maker(_key(workload.meta), owners, metas)
        if maker is None:
            kept.append(workload)
        else:
            addresses[maker] += workload.addresses
            owned.add(workload.meta.at.document)
    return [_with_addresses(workload, addresses.get(_key(workload.meta), [])) for workload in kept], frozenset(owned)


def _key(meta: Meta) -> Key:
    return meta.namespace, meta.kind, meta.name


def _owner(meta: Meta, metas: Mapping[Key, Meta]) -> Iterator[Key]:
    """The controller of an object, or the Deployment whose ReplicaSet that would be."""
    found = controller_of(Field.root(meta.at.document))
    if found is None:
        return
    kind, name = found
    hash_ = meta.labels.get("pod-template-hash")
    if kind == "ReplicaSet" and hash_ and (meta.namespace, kind, name) not in metas:
        kind, name = "Deployment", name.removesuffix(f"-{hash_}")
    yield meta.namespace, kind, name


def _maker(key: Key, owners: Mapping[Key, Key], metas: Mapping[Key, Meta]) -> Key | None:
    """The outermost workload that led to an object; None where it is one that somebody wrote."""
    found, seen = None, {key}
    while (owner := owners.get(key)) and owner not in seen:
        key = owner
        seen.add(key)
        meta = metas.get(key)
        if meta and (meta.group, meta.kind) in TEMPLATES:
            found = key
    return found


def _with_addresses(workload: Workload, addresses: list[str]) -> Workload:
    return replace(workload, addresses=tuple(dict.fromkeys(addresses))) if addresses else workload
