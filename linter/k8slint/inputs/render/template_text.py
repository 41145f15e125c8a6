"""The text of a Helm template as YAML, with every character where it was.

A word stands for each action, and nothing for lines that hold only actions; both branches of an `if` stay, and what is
in a `range` stands there once. So keys, lists and literal values have their places.
Source: helm.sh/docs/chart_template_guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from k8slint.inputs.document import Document
from k8slint.inputs.node import Value, YamlMap
from k8slint.inputs.render.embedded import documents_in
from k8slint.inputs.render.match import fits_around
from k8slint.inputs.source import Source
from k8slint.inputs.split import split
from k8slint.pattern import regex

ACTION = regex(r"\{\{(?:-\s*)?/\*.*?\*/(?:\s*-)?\}\}|\{\{.*?\}\}", re.DOTALL)
_MARK = "\0"
_STAND_IN = "x"


def template_documents(source: Source) -> Iterator[Document]:
    """The mappings of a template that are YAML once actions are words; where those stood, the values are `xxx`."""
    masked = Source(source.name, _masked(source.text))
    for chunk in split(masked.text):
        for document in documents_in(masked, chunk.offset, chunk.offset + len(chunk.text)):
            if isinstance(document.root, YamlMap):
                yield Document(source, document.root, document.span, document.offset)


def literal_fits(written: str, text: str) -> int:
    """How many literal characters of a template's scalar a text agrees with; -1 where it does not fit."""
    literals = ACTION.split(written.strip("\"'"))
    return sum(map(len, literals)) if fits_around(literals, text) else -1


def raw(document: Document, container: Value, step: str | int) -> str:
    """A value as it is written, actions and quotes included."""
    start, end = container.value_span(str(step)) if isinstance(container, YamlMap) else container.item_span(step)
    return document.source.text[document.offset + start : document.offset + end]


def _masked(text: str) -> str:
    marked = ACTION.sub(lambda found: re.sub(r"[^\n]", _MARK, found[0]), text)
    return "\n".join(_line(line) for line in marked.split("\n"))


def _line(line: str) -> str:
    """A line of actions only becomes blank; else each action is one word."""
    only = not line.replace(_MARK, "").strip()
    return line.replace(_MARK, " " if only else _STAND_IN)
