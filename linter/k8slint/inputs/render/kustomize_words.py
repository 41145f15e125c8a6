"""What kustomize says about a build that fails, and the place that it speaks of."""

from __future__ import annotations

import os
from collections.abc import Sequence

from k8slint.inputs.at import At
from k8slint.inputs.field import Field
from k8slint.inputs.kustomization import RESOURCES, Kustomization
from k8slint.inputs.node import YamlMap
from k8slint.inputs.render.patch import patches_of
from k8slint.pattern import regex

_INSIDE = regex(
    r"accumulating (?:resources|components): (?:accumulation err='[^']*'[^']*': '[^']*' must resolve to a file': "
    r"(?:recursed accumulation of|couldn't make target for)|accumulateDirectory: \"recursed accumulation of) "
    r"path '([^']*)': "
)
_RESOURCE = regex(r"(?:merging|accumulating) resources from '([^']+)': ")
_PATCH = regex(r"patch \"?(\w+)\.[^/\s]*/([^/\s\[]+)\.\[")


def plain(words: str) -> str:
    """The words without the way to the kustomization that they are about."""
    return _INSIDE.sub("", words)


def place(words: str, kustomizations: Sequence[Kustomization]) -> At:
    """The patch that fits nothing, or the kustomization that fails: one that the first of them includes, or that."""
    spoken = _PATCH.search(words)
    for each in kustomizations if spoken else ():
        for patch in patches_of(each):
            root = patch.document.root
            metadata = root.get("metadata") if isinstance(root, YamlMap) else None
            name = metadata.get("name") if isinstance(metadata, dict) else None
            if spoken and isinstance(root, YamlMap) and (root.get("kind"), name) == spoken.groups():
                return At(patch.document, ("metadata", "name"))
    inside = [os.path.realpath(path) for path in _INSIDE.findall(words)]
    failing = (each for real in reversed(inside) for each in kustomizations if each.real_folder == real)
    innermost = next(failing, kustomizations[0])
    return _resource(plain(words), innermost) or At(innermost.document)


def _resource(words: str, kustomization: Kustomization) -> At | None:
    """The entry whose file does not fit: the later one of two that have the same object."""
    spoken = _RESOURCE.search(words)
    field = Field.root(kustomization.document)
    entries = [item for key in RESOURCES for item in field[key].each()]
    named = [item.at for item in entries if spoken and item.text() == spoken[1]]
    return named[-1] if named else None
