"""The parameters of an ApplicationSet's generators, and a template with them filled in.

Source: the documentation of Argo CD, ApplicationSet, "List generator", "Git generator" and "Template".
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from itertools import islice

from k8slint.inputs.field import Field
from k8slint.inputs.gitops.delivery import NotKnown
from k8slint.inputs.gitops.repository import Repository
from k8slint.inputs.node import Value, YamlList, YamlMap
from k8slint.pattern import regex

Parameters = Mapping[str, str]
MOST = 1_000
"""Folders that one pattern of a git generator takes in."""
_ACTION = regex(r"\{\{-?\s*\.?([\w.\[\]-]+?)\s*-?\}\}")


def parameters(generator: Field, repository: Repository) -> Iterator[Parameters]:
    """What a list or git-directory generator makes.

    Raises:
        NotKnown: it is another one, or of another repository.
    """
    elements, git = generator["list"]["elements"], generator["git"]
    if elements:
        yield from (_flat(element.value, "") for element in elements.each())
    elif git["directories"] and repository.is_at(git["repoURL"].text() or ""):
        yield from (_of_folder(path) for path in _folders(git["directories"], repository.root))
    else:
        raise NotKnown


def filled(value: Value, known: Parameters) -> Value:
    """A template's value with its actions replaced, at the places that it had.

    Raises:
        NotKnown: an action that is no parameter.
    """
    if isinstance(value, str):
        text = _ACTION.sub(lambda action: _known(action[1], known), value)
        if "{{" in text:
            raise NotKnown
        return text
    if isinstance(value, YamlMap):
        mapping = YamlMap((key, filled(item, known)) for key, item in value.items())
        mapping.marks = value.marks
        return mapping
    if isinstance(value, YamlList):
        items = YamlList(filled(item, known) for item in value)
        items.marks = value.marks
        return items
    return value


def _known(name: str, known: Parameters) -> str:
    if name not in known:
        raise NotKnown
    return known[name]


def _flat(value: Value, name: str) -> dict[str, str]:
    if isinstance(value, dict):
        start = f"{name}." if name else ""
        return {key: text for each, item in value.items() for key, text in _flat(item, start + each).items()}
    return {name: str(value)} if isinstance(value, str | int) else {}


def _of_folder(path: str) -> dict[str, str]:
    """Both spellings: `{{path}}` of the old templates, `{{.path.path}}` of Go's."""
    base = os.path.basename(path)
    normal = re.sub(r"[^a-z0-9.-]", "-", base.lower())
    segments = {f"path[{number}]": part for number, part in enumerate(path.split("/"))}
    names = {"path.basename": base, "path.basenameNormalized": normal}
    return {"path": path, "path.path": path, **names, **segments}


def _folders(directories: Field, root: str) -> list[str]:
    """The folders that a pattern takes in and none takes out; hidden ones never."""
    wanted = [each["path"].text() or "" for each in directories.each() if not each["exclude"].flag()]
    out = [each["path"].text() or "" for each in directories.each() if each["exclude"].flag()]
    found = {path for pattern in wanted for path in _matching(pattern, root)}
    return sorted(path for path in found if not any(fnmatchcase(path, pattern) for pattern in out))


def _matching(pattern: str, root: str) -> Iterator[str]:
    if pattern.startswith("/") or {"..", "**"} & set(pattern.split("/")):
        raise NotKnown
    for found in islice(glob.iglob(pattern, root_dir=root), MOST):
        if os.path.isdir(os.path.join(root, found)):
            yield found.rstrip("/").replace(os.sep, "/")
