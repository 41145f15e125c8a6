"""The values that an Application gives to a chart.

Source: the documentation of Argo CD, "Helm", "Helm value files from external Git repository".
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from k8slint.inputs.at import At
from k8slint.inputs.field import Field
from k8slint.inputs.file import read_file
from k8slint.inputs.gitops.assembled import Path, assembled
from k8slint.inputs.gitops.delivery import NotKnown
from k8slint.inputs.gitops.repository import Repository
from k8slint.inputs.node import Value, YamlMap
from k8slint.inputs.render.embedded import embedded
from k8slint.inputs.scalar import resolve
from k8slint.inputs.source import Source
from k8slint.record import dataclass

Bases = Mapping[str, str]
"""The folders that `$name` at the start of a path stands for."""


@dataclass(frozen=True, eq=False)
class HelmValues:
    """`files` win from the last one on, and `inline` mappings over these."""

    files: tuple[str, ...]
    inline: tuple[At, ...]
    all_known: bool


def helm_values(helm: Field, folder: str, repository: Repository, bases: Bases) -> HelmValues:
    """Those of a source's `helm`; what comes from elsewhere is not among them."""
    paths = [_file(path, folder, repository, bases) for path in helm["valueFiles"].texts()]
    files = [path for path in paths if path]
    if helm["ignoreMissingValueFiles"].flag():
        files = [path for path in files if os.path.isfile(path)]
    return HelmValues(tuple(files), tuple(_inline(helm, folder, repository, bases)), all(paths))


def _file(path: str, folder: str, repository: Repository, bases: Bases) -> str | None:
    """Beside the chart, from the root of the repository, or below a named source of it."""
    start, _, rest = path.partition("/")
    if start.startswith("$"):
        return os.path.join(bases[start], rest) if start in bases else None
    if "://" in path or "*" in path:
        return None
    return os.path.join(repository.root, path[1:]) if path.startswith("/") else os.path.join(folder, path)


def _inline(helm: Field, folder: str, repository: Repository, bases: Bases) -> Iterator[At]:
    """`valuesObject` stands in for `values`, and parameters win over both."""
    if helm["valuesObject"]:
        yield helm["valuesObject"].at
    elif helm["values"]:
        yield from (At(document) for document in embedded(helm["values"].at) if isinstance(document.root, YamlMap))
    if helm["parameters"]:
        yield At(assembled(helm.document, _parameters(helm["parameters"])))
    if helm["fileParameters"]:
        parts = _file_parameters(helm["fileParameters"], folder, repository, bases)
        yield At(assembled(helm.document, parts))


def _parameters(entries: Field) -> Iterator[tuple[Path, At, Value]]:
    """`a.b=c` as a path and a value; as `helm --set` has it, text may be a number."""
    for entry in entries.each():
        text = entry["value"].text()
        if text is None:
            raise NotKnown
        value = text if entry["forceString"].flag() else resolve(text)
        yield _path(entry), entry["value"].at, value


def _file_parameters(
    entries: Field, folder: str, repository: Repository, bases: Bases
) -> Iterator[tuple[Path, At, Value]]:
    for entry in entries.each():
        path = _file(entry["path"].text() or "", folder, repository, bases)
        source = read_file(path) if path and repository.holds(path) else None
        if not isinstance(source, Source):
            raise NotKnown
        yield _path(entry), entry["path"].at, source.text


def _path(entry: Field) -> Path:
    """A parameter's name as a path; lists are not understood."""
    name = entry["name"].text() or ""
    path = tuple(name.split("."))
    if not all(path) or any(mark in name for mark in "[\\{"):
        raise NotKnown
    return path
