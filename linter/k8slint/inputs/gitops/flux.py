"""Flux: Kustomization and HelmRelease.

Source: the API reference of Flux, kustomize.toolkit.fluxcd.io and helm.toolkit.fluxcd.io.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from k8slint.inputs.at import At
from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.inputs.gitops.assembled import assembled
from k8slint.inputs.gitops.config_map import ConfigMaps, mapping_in
from k8slint.inputs.gitops.delivery import Delivery, NotKnown
from k8slint.inputs.gitops.repository import Repository
from k8slint.inputs.gitops.substitution import Substitution
from k8slint.inputs.scalar import resolve

BOOTSTRAP = "flux-system"
"""The GitRepository that `flux bootstrap` makes of the repository that it writes to."""
_LAYER = {
    ("namespace",): "targetNamespace",
    ("namePrefix",): "namePrefix",
    ("nameSuffix",): "nameSuffix",
    ("patches",): "patches",
    ("images",): "images",
}


def reconciled(
    document: Document, repository: Repository, urls: Mapping[str, str], config_maps: ConfigMaps
) -> Iterator[Delivery]:
    """What a Kustomization or HelmRelease installs from this repository; `urls` are those of the GitRepositories.

    Raises:
        NotKnown: it comes from elsewhere.
    """
    field = Field.root(document)
    if document.kind == "Kustomization":
        yield _kustomization(field, repository, urls, config_maps)
    else:
        yield _release(field, repository, urls, config_maps)


def _kustomization(field: Field, repository: Repository, urls: Mapping[str, str], config_maps: ConfigMaps) -> Delivery:
    spec = field["spec"]
    folder = _folder(spec["sourceRef"], spec["path"], repository, urls)
    components, all_there = repository.components(folder, spec["components"].texts())
    substitution = _substitution(spec["postBuild"], config_maps)
    parts = [(path, spec[key].at, spec[key].value) for path, key in _LAYER.items() if spec[key]]
    metadata = spec["commonMetadata"]
    parts += [(("labels",), metadata["labels"].at, [{"pairs": metadata["labels"].value}])] if metadata["labels"] else []
    return Delivery(
        folder,
        spec["path"].at if spec["path"] else spec.at,
        field["metadata"]["name"].text() or "",
        over=spec["targetNamespace"].at if spec["targetNamespace"].text() else None,
        layer=assembled(field.document, parts),
        components=components,
        substitution=substitution,
        recurses=True,
        partial=not all_there or bool(substitution and substitution.is_partial),
    )


def _substitution(post_build: Field, config_maps: ConfigMaps) -> Substitution | None:
    """Those that are written in place win over those of ConfigMaps, of which the last one wins."""
    sources = list(post_build["substituteFrom"].each())
    values, is_partial = dict[str, At](), False
    for source in sources:
        found = config_maps.find(source["name"].text() or "") if source["kind"].text() == "ConfigMap" else None
        is_partial |= found is None and not source["optional"].flag()
        values |= {key: item.at for key, item in Field.root(found)["data"].items()} if found else {}
    values |= {key: item.at for key, item in post_build["substitute"].items()}
    return Substitution(values, is_partial) if values or sources else None


def _release(field: Field, repository: Repository, urls: Mapping[str, str], config_maps: ConfigMaps) -> Delivery:
    spec, target = field["spec"], field["spec"]["targetNamespace"]
    name, own = field["metadata"]["name"].text() or "", field["metadata"]["namespace"].text()
    chart = spec["chart"]["spec"]
    folder = _folder(chart["sourceRef"], chart["chart"], repository, urls)
    inline, all_known = _values_from(spec["valuesFrom"], config_maps)
    return Delivery(
        folder,
        chart["chart"].at,
        spec["releaseName"].text() or (f"{target.text()}-{name}" if target else name),
        target.text() or own or field.document.namespace,
        values=tuple(os.path.join(repository.root, path) for path in chart["valuesFiles"].texts()),
        inline=(*inline, *([spec["values"].at] if spec["values"] else [])),
        partial=not all_known or bool(spec["postRenderers"]),
    )


def _values_from(sources: Field, config_maps: ConfigMaps) -> tuple[list[At], bool]:
    """The mappings in ConfigMaps, and whether all are known: what is in a Secret is not."""
    found, all_known = list[At](), True
    for source in sources.each():
        document = config_maps.find(source["name"].text() or "") if source["kind"].text() == "ConfigMap" else None
        entry = Field.root(document)["data"][source["valuesKey"].text() or "values.yaml"] if document else None
        mapping = _mapping(entry, source["targetPath"].text()) if entry else None
        found += [mapping] if mapping else []
        all_known &= mapping is not None or bool(source["optional"].flag() and document is None)
    return found, all_known


def _mapping(entry: Field, target: str | None) -> At | None:
    """An entry as values: YAML, or one value for a path, of which lists are not understood."""
    if target is None:
        return mapping_in(entry.at)
    path = tuple(target.split("."))
    if not all(path) or any(mark in target for mark in "[\\") or entry.text() is None:
        return None
    return At(assembled(entry.document, [(path, entry.at, resolve(entry.text() or ""))]))


def _folder(source: Field, path: Field, repository: Repository, urls: Mapping[str, str]) -> str:
    name = source["name"].text() or ""
    is_here = repository.is_at(urls[name]) if name in urls else name == BOOTSTRAP
    folder = repository.folder(path.text() or ".") if source["kind"].text() == "GitRepository" and is_here else None
    if folder is None:
        raise NotKnown
    return folder
