"""Secrets as they may be kept: their values, which nothing looks at, are left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from k8slint.inputs.document import Document
from k8slint.inputs.node import Value, YamlMap
from k8slint.inputs.split import parts
from k8slint.inputs.veil import SECRET
from k8slint.pattern import regex

FIELDS = frozenset({"data", "stringData"})
"""Where a Secret has values."""
LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
"""Where `kubectl apply` keeps all of an object once more."""
_MANIFEST = regex(r"^(?!# Source: ).+$", re.MULTILINE)


def without_values(root: YamlMap) -> YamlMap:
    """The Secret with the keys of its values, and all else; every place stays."""
    for key in FIELDS & root.keys():
        root = _with(root, key, _keys_only(root[key]))
    metadata = root.get("metadata")
    annotations = metadata.get("annotations") if isinstance(metadata, YamlMap) else None
    if isinstance(metadata, YamlMap) and isinstance(annotations, YamlMap) and LAST_APPLIED in annotations:
        root = _with(root, "metadata", _with(metadata, "annotations", _with(annotations, LAST_APPLIED, "")))
    return root


def _keys_only(value: Value) -> Value:
    if not isinstance(value, YamlMap):
        return None
    keys = YamlMap(dict.fromkeys(value, ""))
    keys.marks = value.marks
    return keys


def _with(mapping: YamlMap, key: str, value: Value) -> YamlMap:
    """A copy that has another value there."""
    copy = YamlMap(mapping)
    copy.marks = mapping.marks
    copy[key] = value
    return copy


def without_secrets(documents: Iterable[Document], text: str) -> str | None:
    """The text of documents with Secrets blank, but for the lines that say where helm has them from; None where a
    Secret and something else share a document.
    """
    kinds = defaultdict[int, set[str]](set)
    for document in documents:
        kinds[document.offset].add(document.kind)
    for part in parts(text):
        found = kinds[part.offset]
        if "Secret" not in found and (found or not SECRET.search(part.text)):
            continue
        if len(found) > 1:
            return None
        blank = _MANIFEST.sub(lambda line: " " * len(line[0]), part.text)
        text = text[: part.offset] + blank + text[part.offset + len(blank) :]
    return text
