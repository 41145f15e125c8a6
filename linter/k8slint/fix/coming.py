"""Workloads that a fix of their kind or version makes some: the API server refused them before, and nothing ran."""

from __future__ import annotations

from dataclasses import replace

from k8slint.inputs.document import Document
from k8slint.inputs.node import YamlMap
from k8slint.inputs.reading import Reading
from k8slint.parse.workload import TEMPLATES


def with_coming(first: Reading, after: Reading) -> Reading:
    """What was read, where those are workloads already; all else is as it was, so that what fixes then open shows."""
    old, new = _plain(first), _plain(after)
    if len(old) != len(new):
        return first
    come = {one: _known(one, other) for one, other in zip(old, new, strict=True) if _comes(one, other)}
    return replace(first, documents=[come.get(each, each) for each in first.documents]) if come else first


def _plain(reading: Reading) -> list[Document]:
    return [each for each in reading.documents if each.origin is None and not each.context]


def _comes(one: Document, other: Document) -> bool:
    is_new = (other.group, other.kind) in TEMPLATES and (one.group, one.kind) not in TEMPLATES
    return is_new and one.source.name == other.source.name


def _known(one: Document, other: Document) -> Document:
    root = YamlMap(one.root)
    root.marks = one.root.marks
    for key in ("apiVersion", "kind"):
        root[key] = other.root[key]
    return replace(one, root=root)
