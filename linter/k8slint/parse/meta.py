"""`metadata`."""

from __future__ import annotations

from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.model.meta import Labels, Meta
from k8slint.parse.kinds import CLUSTER_SCOPED


def parse_meta(document: Document, default_namespace: str) -> Meta:
    """The identity of an object. One that sets only `generateName` is named by it."""
    field = Field.root(document)
    metadata = field["metadata"]
    name = metadata["name"].text() or metadata["generateName"].text() or ""
    namespace = document.namespace or metadata["namespace"].text() or default_namespace
    scoped = (document.group, document.kind) in CLUSTER_SCOPED
    return Meta(
        document.api_version,
        document.kind,
        None if scoped else namespace,
        name,
        parse_labels(metadata["labels"]),
        parse_labels(metadata["annotations"]),
        field.at,
    )


def parse_labels(field: Field) -> Labels:
    """Labels, annotations, or any other map of strings."""
    return Labels(field.mapping(), field.at)
