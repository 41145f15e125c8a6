"""The entries of a kustomization that set one value in many objects, outermost effect first.

Source: the kustomization file reference: replacements, images, replicas, labels, annotations, namespace, generators.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.at import At
from k8slint.inputs.field import Field
from k8slint.inputs.kustomization import Kustomization
from k8slint.inputs.node import Value
from k8slint.inputs.render.match import Path, equal
from k8slint.inputs.render.patch import documents_of_file
from k8slint.pattern import regex

_SELECTORS = ("selector", "matchLabels")
_GENERATORS = {"ConfigMap": "configMapGenerator", "Secret": "secretGenerator"}
_PART = regex(r"\[[^\]]*\]|[^.\[\]]+")


def entries(kustomization: Kustomization, kind: str, path: Path, value: Value) -> Iterator[At]:
    """Where a kustomization may give that value to what stands under a path of an object of a kind."""
    field = Field.root(kustomization.document)
    if not path or isinstance(value, dict | list):
        return
    yield from _replacements(kustomization, field, kind, path)
    parent, last = path[-2] if len(path) > 1 else None, path[-1]
    if last == "image":
        yield from _images(field, str(value))
    if last == "replicas":
        yield from (e["count"].at for e in field["replicas"].each() if equal(e["count"].value, value))
    if parent in ("labels", *_SELECTORS):
        yield from _labels(field, str(last), value)
    if parent == "annotations" and equal(field["commonAnnotations"][str(last)].value, value):
        yield field["commonAnnotations"][str(last)].at
    is_namespace = last == "namespace" or (kind == "Namespace" and path == ("metadata", "name"))
    if is_namespace and field["namespace"] and equal(field["namespace"].value, value):
        yield field["namespace"].at


def generator_of(kustomization: Kustomization, kind: str, name: str) -> Field | None:
    """The name in the entry that generates a ConfigMap or Secret; the longest that fits, since a hash is behind it."""
    part = Field.root(kustomization.document)[_GENERATORS.get(kind, "")]
    fitting = [entry["name"] for entry in part.each() if (word := entry["name"].text()) and word in name]
    return max(fitting, key=lambda each: len(each.text() or ""), default=None)


def _labels(field: Field, key: str, value: Value) -> Iterator[At]:
    pairs = [entry["pairs"] for entry in field["labels"].each()]
    yield from (each[key].at for each in (*pairs, field["commonLabels"]) if each[key] and equal(each[key].value, value))


def _images(field: Field, image: str) -> Iterator[At]:
    for entry in field["images"].each():
        name, new = entry["name"].text() or "", entry["newName"].text()
        if image.partition("@")[0].rpartition(":")[0] == (new or name) or image == (new or name):
            keys = ("newTag", "digest", "newName")
            yield from (entry[key].at for key in keys if entry[key] and str(entry[key].value) in image)


def _replacements(kustomization: Kustomization, field: Field, kind: str, path: Path) -> Iterator[At]:
    plain = [step for step in path if not isinstance(step, int)]
    for replacement in _each_replacement(kustomization, field):
        for target in replacement["targets"].each():
            wanted = target["select"]["kind"].text()
            for written in target["fieldPaths"].each() if wanted in (None, kind) else ():
                if _names_of(written.text() or "") == plain:
                    yield written.at


def _each_replacement(kustomization: Kustomization, field: Field) -> Iterator[Field]:
    for entry in field["replacements"].each():
        path = entry["path"].text()
        if path is None:
            yield entry
            continue
        for document in documents_of_file(kustomization, path):
            root = Field.root(document)
            yield from root.each() if isinstance(root.value, list) else iter((root,))


def _names_of(path: str) -> list[str]:
    """The names in a field path, without its list items: `spec.ports.[name=web].port`, `spec.ports.0.port`."""
    return [part for part in _PART.findall(path) if not part.startswith("[") and not part.isdecimal() and part != "*"]
