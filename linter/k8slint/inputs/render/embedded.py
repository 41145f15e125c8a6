"""YAML that is written inside a scalar of another document, with its places in the file."""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.at import At
from k8slint.inputs.build import Builder
from k8slint.inputs.document import Document
from k8slint.inputs.node import YamlMap
from k8slint.inputs.reason import YamlFault
from k8slint.inputs.source import Source


def documents_in(source: Source, start: int = 0, end: int | None = None) -> Iterator[Document]:
    """The YAML documents between two offsets of a text, lists too; what is broken ends them."""
    try:
        for built in Builder().documents(source.text[start:end]):
            yield Document(source, built.value, built.span, start)
    except YamlFault:
        return


def embedded(at: At) -> Iterator[Document]:
    """The documents that a scalar holds: one in `|` style, whose lines are YAML as they are indented, or in quotes.

    Where the scalar was rendered, they are those of the file that has it as it is.
    """
    if not at.trace.exact:
        return
    at = at.origin
    text, parent = at.value, (At(at.document, at.path[:-1])).value
    if not isinstance(text, str):
        return
    step, offset = at.path[-1], at.document.offset
    start, end = parent.value_span(str(step)) if isinstance(parent, YamlMap) else parent.item_span(step)
    source = at.document.source
    written = source.text[offset + start : offset + end]
    if written.startswith("|"):
        yield from documents_in(source, offset + start + written.find("\n") + 1, offset + end)
    elif written[1:-1] == text:
        yield from documents_in(source, offset + start + 1, offset + end - 1)
