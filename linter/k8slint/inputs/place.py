"""Where an object is written, as a key that survives another reading of its file."""

from __future__ import annotations

from k8slint.inputs.document import Document

Place = tuple[str, int, int]
"""The file, the offset of the document's text, and that of the object in it."""


def place_of(document: Document) -> Place:
    """The place of an object; of a rendered one, that of the document that stands for it."""
    written = document.written
    return written.source.name, written.offset, written.span[0]
