"""Argo CD: Application and ApplicationSet.

Source: the documentation of Argo CD, "Application Specification", "Helm", "Kustomize", "Directory".
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

from k8slint.inputs.at import At
from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.inputs.gitops.delivery import Delivery, NotKnown
from k8slint.inputs.gitops.fill import filled, parameters
from k8slint.inputs.gitops.repository import Repository
from k8slint.inputs.node import YamlMap
from k8slint.inputs.render.embedded import embedded
from k8slint.inputs.scalar import resolve


def applications(document: Document, repository: Repository) -> Iterator[Delivery]:
    """What an Application, or each of an ApplicationSet, installs from this repository.

    Raises:
        NotKnown: a part of it comes from elsewhere, or cannot be told from here.
    """
    field = Field.root(document)
    if document.kind == "Application":
        yield from _sources(field["spec"], field["metadata"]["name"].text() or "", repository)
        return
    template = field["spec"]["template"]
    for known in (known for each in field["spec"]["generators"].each() for known in parameters(each, repository)):
        root = YamlMap.empty()
        root.copy_entry("template", field["spec"].value, "template", filled(template.value, known))
        each = Field.root(Document(document.source, root, document.span, document.offset))["template"]
        yield from _sources(each["spec"], each["metadata"]["name"].text() or "", repository)


def _sources(spec: Field, name: str, repository: Repository) -> Iterator[Delivery]:
    listed = list(spec["sources"].each())
    for source in listed or [spec["source"]]:
        if not repository.is_at(source["repoURL"].text() or ""):
            raise NotKnown
    for source in listed or [spec["source"]]:
        if source["path"]:
            yield _delivery(source, spec["destination"]["namespace"].text(), name, repository)


def _delivery(source: Field, namespace: str | None, name: str, repository: Repository) -> Delivery:
    folder = repository.folder(source["path"].text() or "")
    if folder is None:
        raise NotKnown
    helm, kustomize, directory = source["helm"], source["kustomize"], source["directory"]
    exclude = directory["exclude"].text()
    return Delivery(
        folder,
        source["path"].at,
        helm["releaseName"].text() or name,
        namespace,
        kustomize["namespace"].at if kustomize["namespace"].text() else None,
        tuple(_file(folder, path, repository) for path in helm["valueFiles"].texts()),
        tuple(_inline(helm)),
        kustomize["namePrefix"].text() or "",
        kustomize["nameSuffix"].text() or "",
        tuple(exclude.strip("{}").split(",")) if exclude else (),
        bool(directory["recurse"].flag()),
    )


def _file(folder: str, path: str, repository: Repository) -> str:
    """A values file: beside the chart, from the root of the repository, or below a named source of it."""
    if path.startswith("$"):
        return os.path.join(repository.root, path.partition("/")[2])
    return os.path.join(repository.root, path[1:]) if path.startswith("/") else os.path.join(folder, path)


def _inline(helm: Field) -> Iterator[At]:
    """`valuesObject` stands in for `values`, and `parameters` win over both."""
    if helm["fileParameters"]:
        raise NotKnown
    if helm["valuesObject"]:
        yield helm["valuesObject"].at
    elif helm["values"]:
        yield from (At(document) for document in embedded(helm["values"].at) if isinstance(document.root, YamlMap))
    if helm["parameters"]:
        yield At(_as_values(helm["parameters"]))


def _as_values(entries: Field) -> Document:
    """`a.b=c` as a mapping of mappings, each value at its place; as `helm --set` has it, text may be a number."""
    root = YamlMap.empty()
    for entry in entries.each():
        *path, last = (entry["name"].text() or "").split(".")
        text, inner = entry["value"].text(), root
        if text is None or not last or any(mark in last for mark in "[\\{"):
            raise NotKnown
        for name in path:
            if name not in inner:
                inner.copy_entry(name, entry.value, "value", YamlMap.empty())
            inner = inner[name]
            if not isinstance(inner, YamlMap):
                raise NotKnown
        inner.copy_entry(last, entry.value, "value", text if entry["forceString"].flag() else resolve(text))
    return replace(entries.document, root=root)
