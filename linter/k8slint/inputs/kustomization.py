"""What a kustomization says about the files beside it, while it is not built.

Patches and generator inputs are no manifests of their own; resources belong to its `namespace`.
Source: the kustomization file reference (kubectl.docs.kubernetes.io/references/kustomize).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from k8slint.inputs.document import Document
from k8slint.inputs.field import Field

NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_PATH_LISTS = ("patchesStrategicMerge", "configurations", "transformers", "validators", "generators", "crds")
_PATH_ENTRIES = ("patches", "patchesJson6902", "replacements")
_GENERATORS = ("configMapGenerator", "secretGenerator")
_RESOURCES = ("resources", "bases", "components")


@dataclass(frozen=True, eq=False)
class Kustomization:
    """`not_manifests` and `resources` are real paths; `generated` the (kind, name) that its generators make."""

    document: Document
    folder: str
    namespace: str | None
    resources: tuple[str, ...]
    not_manifests: frozenset[str]
    generated: tuple[tuple[str, str], ...]


def is_kustomization(path: str) -> bool:
    """Whether a path has one of the three names that kustomize looks for."""
    return os.path.basename(path) in NAMES


def read_kustomization(document: Document) -> Kustomization:
    """A kustomization from its document; whatever is malformed in it is left out."""
    field, folder = Field.root(document), os.path.dirname(document.source.name)
    return Kustomization(
        document,
        folder,
        field["namespace"].text(),
        tuple(_real(folder, path) for key in _RESOURCES for path in field[key].texts() if _local(path)),
        frozenset(_real(folder, path) for path in _other_files(field)),
        tuple(_generated(field)),
    )


def _other_files(field: Field) -> Iterator[str]:
    for key in _PATH_LISTS:
        yield from (path for path in field[key].texts() if _local(path))
    for key in _PATH_ENTRIES:
        yield from (path for entry in field[key].each() if (path := entry["path"].text()))
    for key in _GENERATORS:
        for entry in field[key].each():
            files = (*entry["files"].texts(), *entry["envs"].texts(), entry["env"].text() or "")
            yield from (path.rpartition("=")[2] for path in files if path)
    yield from (path for path in (field["openapi"]["path"].text(),) if path)


def _generated(field: Field) -> Iterator[tuple[str, str]]:
    for key, kind in zip(_GENERATORS, ("ConfigMap", "Secret"), strict=True):
        yield from ((kind, name) for entry in field[key].each() if (name := entry["name"].text()))


def _local(path: str) -> bool:
    return "\n" not in path and "://" not in path


def _real(folder: str, path: str) -> str:
    return os.path.realpath(os.path.join(folder, path))
