"""The parameters that the generators of an ApplicationSet make.

Source: the documentation of Argo CD, ApplicationSet, "List generator", "Git generator", "Matrix generator",
"Cluster generator".
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from itertools import islice, product

from k8slint.inputs.field import Field
from k8slint.inputs.file import read_file
from k8slint.inputs.gitops.delivery import NotKnown
from k8slint.inputs.gitops.fill import filled
from k8slint.inputs.gitops.repository import Repository
from k8slint.inputs.glob import expand
from k8slint.inputs.node import Value
from k8slint.inputs.render.embedded import documents_in
from k8slint.inputs.source import Source

Parameters = Mapping[str, str]
MOST = 1_000
"""Folders or files that one pattern of a git generator takes in, and combinations of a matrix."""


def parameters(generator: Field, repository: Repository) -> Iterator[Parameters]:
    """What a generator makes; one of clusters makes one set, in which nothing about the cluster is known.

    Raises:
        NotKnown: it is of a kind that is not understood, or of another repository.
    """
    elements, git, matrix = generator["list"]["elements"], generator["git"], generator["matrix"]["generators"]
    if elements:
        yield from (_flat(element.value, "") for element in elements.each())
    elif matrix:
        inner = [list(islice(parameters(each, repository), MOST)) for each in matrix.each()]
        yield from islice(({k: v for part in parts for k, v in part.items()} for parts in product(*inner)), MOST)
    elif generator["clusters"].has_key:
        yield _given(generator["clusters"], {})
    elif git["directories"] and repository.is_at(git["repoURL"].text() or ""):
        found = _folders(git["directories"], repository.root)
        yield from (_given(git, _of_path(path)) for path in found)
    elif git["files"] and repository.is_at(git["repoURL"].text() or ""):
        yield from (_given(git, known) for known in _of_files(git["files"], repository))
    else:
        raise NotKnown


def _given(generator: Field, known: Parameters) -> Parameters:
    """With the `values` of the generator, which may name its parameters."""
    named = {f"values.{key}": text for key, text in generator["values"].mapping().items()}
    return {**known, **{key: filled(text, known) for key, text in named.items()}}


def _flat(value: Value, name: str) -> dict[str, str]:
    if isinstance(value, dict):
        start = f"{name}." if name else ""
        return {key: text for each, item in value.items() for key, text in _flat(item, start + each).items()}
    return {name: str(value)} if isinstance(value, str | int) else {}


def _of_path(path: str) -> dict[str, str]:
    """Both spellings: `{{path}}` of the old templates, `{{.path.path}}` of Go's."""
    base = os.path.basename(path)
    normal = re.sub(r"[^a-z0-9.-]", "-", base.lower())
    parts = list(enumerate(path.split("/")))
    segments = {word.format(number): part for number, part in parts for word in ("path[{}]", "path.segments {}")}
    return {"path": path, "path.path": path, "path.basename": base, "path.basenameNormalized": normal, **segments}


def _of_files(files: Field, repository: Repository) -> Iterator[Parameters]:
    """What each file says, JSON or YAML, and where it is; a list in it stands for several."""
    patterns = [each["path"].text() or "" for each in files.each()]
    for path in sorted({path for pattern in patterns for path in _matching(pattern, repository.root)}):
        real = os.path.join(repository.root, path)
        source = read_file(real) if repository.holds(real) and os.path.isfile(real) else None
        for document in documents_in(source) if isinstance(source, Source) else ():
            items = document.root if isinstance(document.root, list) else [document.root]
            where = _of_path(os.path.dirname(path))
            name = {"path.filename": os.path.basename(path)}
            yield from ({**_flat(item, ""), **where, **name} for item in items)


def _folders(directories: Field, root: str) -> list[str]:
    """The folders that a pattern takes in and none takes out; hidden ones never."""
    wanted = [each["path"].text() or "" for each in directories.each() if not each["exclude"].flag()]
    out = [each["path"].text() or "" for each in directories.each() if each["exclude"].flag()]
    found = {path for pattern in wanted for path in _matching(pattern, root)}
    folders = (path for path in found if os.path.isdir(os.path.join(root, path)))
    return sorted(path for path in folders if not any(fnmatchcase(path, pattern) for pattern in out))


def _matching(pattern: str, root: str) -> Iterator[str]:
    if pattern.startswith("/") or ".." in pattern.split("/"):
        raise NotKnown
    for found in islice(expand(os.path.join(root, pattern)), MOST):
        yield os.path.relpath(found, root).replace(os.sep, "/")
