"""A document to the objects in it."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.document import Document
from k8slint.inputs.node import YamlList, YamlMap


def objects_of(document: Document) -> Iterator[Document]:
    """An object, the items of a List, or nothing where it is no Kubernetes object."""
    root = document.root
    if not isinstance(root, YamlMap) or not document.kind or not document.api_version or "$patch" in root:
        return
    items = root.get("items")
    if not _is_list(root, document.kind) or not isinstance(items, YamlList):
        yield document
        return
    for index, item in enumerate(items):
        if isinstance(item, YamlMap):
            _inherit(item, root, document.kind)
            yield from objects_of(Document(document.source, item, items.item_span(index), document.offset))


def _is_list(root: YamlMap, kind: str) -> bool:
    """`List`, or what the API server answers with (`ServiceList`), which has no name."""
    metadata = root.get("metadata")
    return kind == "List" or (kind.endswith("List") and not (isinstance(metadata, dict) and "name" in metadata))


def _inherit(item: YamlMap, parent: YamlMap, kind: str) -> None:
    """Items of a typed list may leave out their version and kind."""
    for key, value in (("apiVersion", parent["apiVersion"]), ("kind", kind.removesuffix("List"))):
        if value and key not in item:
            item.copy_entry(key, parent, key, value)
