"""What a kustomization says about the files beside it, while it is not built.

Patches and generator inputs are no manifests of their own; resources belong to its `namespace`.
Source: the kustomization file reference (kubectl.docs.kubernetes.io/references/kustomize).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.record import dataclass

NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
GROUP = "kustomize.config.k8s.io"
_PATH_LISTS = ("patchesStrategicMerge", "configurations", "transformers", "validators", "generators", "crds")
_PATH_ENTRIES = ("patches", "patchesJson6902", "replacements", "vars")
_GENERATORS = {"configMapGenerator": "ConfigMap", "secretGenerator": "Secret"}
RESOURCES = ("resources", "bases", "components")


@dataclass(frozen=True, eq=False)
class Kustomization:
    """`resources` and `not_manifests` are paths as written, from its folder; `generated` names what generators make."""

    document: Document
    namespace: str | None
    resources: tuple[str, ...]
    not_manifests: tuple[str, ...]
    generated: tuple[tuple[str, str], ...]

    @property
    def folder(self) -> str:
        """Where its paths start."""
        return os.path.dirname(self.document.source.name)

    @property
    def real_folder(self) -> str:
        """The same without symbolic links: by it, kustomizations include each other."""
        return os.path.realpath(self.folder or ".")

    def shown(self, path: str) -> str:
        """A path that is written in it, as the user would write it."""
        return os.path.normpath(os.path.join(self.folder, path))

    def real(self, path: str) -> str:
        """The real path of one that is written in it."""
        return os.path.realpath(os.path.join(self.folder, path))


def is_kustomization(path: str) -> bool:
    """Whether a path has one of the three names that kustomize looks for."""
    return os.path.basename(path) in NAMES


def read_kustomization(document: Document) -> Kustomization | None:
    """A kustomization from its document; whatever is malformed in it is left out. None for kinds of other tools."""
    field = Field.root(document)
    if document.group not in ("", GROUP):
        return None
    return Kustomization(
        document,
        field["namespace"].text(),
        tuple(path for key in RESOURCES for path in field[key].texts() if _is_local(path)),
        tuple(path for path in _not_manifests(field) if _is_local(path)),
        tuple(_generated(field)),
    )


def _not_manifests(field: Field) -> Iterator[str]:
    """The paths of patches and generator inputs; an input may be written as `key=path`."""
    return ((item.text() or "").rpartition("=")[2] for item in named_files(field))


def named_files(field: Field) -> Iterator[Field]:
    """Where a kustomization names a file other than a resource, or holds its text in place."""
    for key in _PATH_LISTS:
        yield from field[key].each()
    for key in _PATH_ENTRIES:
        yield from (entry["path"] for entry in field[key].each() if entry["path"])
    for key in _GENERATORS:
        for entry in field[key].each():
            yield from (*entry["files"].each(), *entry["envs"].each(), *([entry["env"]] if entry["env"] else ()))
    for chart in field["helmCharts"].each():
        yield from (*([chart["valuesFile"]] if chart["valuesFile"] else ()), *chart["additionalValuesFiles"].each())
    if field["openapi"]["path"]:
        yield field["openapi"]["path"]


def _generated(field: Field) -> Iterator[tuple[str, str]]:
    for part, kind in _GENERATORS.items():
        yield from ((kind, name) for entry in field[part].each() if (name := entry["name"].text()))


def _is_local(path: str) -> bool:
    """Not empty, not a patch written in place, not a URL and not absolute, which kustomize refuses."""
    return bool(path) and "\n" not in path and "\0" not in path and "://" not in path and not os.path.isabs(path)


def roots(kustomizations: Iterable[Kustomization]) -> Iterator[Kustomization]:
    """Those that no other one includes."""
    kustomizations = list(kustomizations)
    included = {each.real(path) for each in kustomizations for path in each.resources}
    return (each for each in kustomizations if each.real_folder not in included)
