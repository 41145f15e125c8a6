"""Flux: Kustomization and HelmRelease.

Source: the API reference of Flux, kustomize.toolkit.fluxcd.io and helm.toolkit.fluxcd.io.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.inputs.gitops.delivery import Delivery, NotKnown
from k8slint.inputs.gitops.repository import Repository

BOOTSTRAP = "flux-system"
"""The GitRepository that `flux bootstrap` makes of the repository that it writes to."""


def reconciled(document: Document, repository: Repository, urls: Mapping[str, str]) -> Iterator[Delivery]:
    """What a Kustomization or HelmRelease installs from this repository; `urls` are those of the GitRepositories.

    Raises:
        NotKnown: it comes from elsewhere.
    """
    spec, metadata = Field.root(document)["spec"], Field.root(document)["metadata"]
    name, own = metadata["name"].text() or "", metadata["namespace"].text()
    target = spec["targetNamespace"]
    if document.kind == "Kustomization":
        folder = _folder(spec["sourceRef"], spec["path"], repository, urls)
        at = spec["path"].at if spec["path"] else spec.at
        yield Delivery(folder, at, name, over=target.at if target.text() else None, recurses=True)
        return
    chart = spec["chart"]["spec"]
    folder = _folder(chart["sourceRef"], chart["chart"], repository, urls)
    release = spec["releaseName"].text() or (f"{target.text()}-{name}" if target else name)
    values = tuple(os.path.join(repository.root, path) for path in chart["valuesFiles"].texts())
    inline = (spec["values"].at,) if spec["values"] else ()
    yield Delivery(folder, chart["chart"].at, release, target.text() or own, values=values, inline=inline)


def _folder(source: Field, path: Field, repository: Repository, urls: Mapping[str, str]) -> str:
    name = source["name"].text() or ""
    is_here = repository.is_at(urls[name]) if name in urls else name == BOOTSTRAP
    folder = repository.folder(path.text() or ".") if source["kind"].text() == "GitRepository" and is_here else None
    if folder is None:
        raise NotKnown
    return folder
