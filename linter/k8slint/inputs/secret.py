"""Secrets as they may be kept: their values, which nothing looks at, are left out."""

from __future__ import annotations

from k8slint.inputs.node import Value, YamlMap

FIELDS = frozenset({"data", "stringData"})
"""Where a Secret has values."""
LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
"""Where `kubectl apply` keeps all of an object once more."""


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
