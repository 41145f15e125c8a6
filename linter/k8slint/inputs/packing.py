"""What a text holds as bytes, to send it to another process or to keep it: without the text, and without its name.

The places of values stay the arrays that they are, and all the rest are plain values, which `marshal` writes and reads
several times faster than YAML is parsed. Its format is that of one version of Python: what is kept belongs to the
interpreter that wrote it.
"""

from __future__ import annotations

import marshal
from array import array
from typing import Any, TypeAlias

from k8slint.inputs.at import Location
from k8slint.inputs.build import Builder
from k8slint.inputs.contents import Contents
from k8slint.inputs.document import Document
from k8slint.inputs.extract import contents_of
from k8slint.inputs.fault import Fault, FaultKind
from k8slint.inputs.limits import MAX_DOCUMENTS
from k8slint.inputs.node import Marks, Value, YamlList, YamlMap
from k8slint.inputs.secret import without_values
from k8slint.inputs.source import Source

Plain: TypeAlias = Any
"""What `marshal` takes; a tuple stands for a mapping or list with its marks."""


def pack_of(text: str) -> bytes:
    """What a text holds, as bytes."""
    return packed(contents_of(Source("", text), Builder(), MAX_DOCUMENTS))


def packed(contents: Contents) -> bytes:
    """The bytes of what a text holds. Values of Secrets are left out: the bytes may be kept."""
    roots = (without_values(each.root) if each.kind == "Secret" else each.root for each in contents.documents)
    placed = zip(map(_plain, roots), contents.documents, strict=True)
    documents = [(plain, each.span, each.offset) for plain, each in placed]
    faults = [(each.kind.value, _range(each.at), each.message, _range(each.first)) for each in contents.faults]
    counts = contents.inert, contents.document_count, contents.values, contents.aliased
    return marshal.dumps((documents, faults, _range(contents.template), counts))


def unpacked(data: bytes, source: Source) -> Contents:
    """What the bytes say that a text holds.

    Raises:
        ValueError, TypeError, EOFError: the bytes are none that `packed` wrote.
    """
    documents, faults, template, counts = marshal.loads(data)
    return Contents(
        tuple(Document(source, _value(root), span, offset) for root, span, offset in documents),
        tuple(
            Fault(FaultKind(kind), Location(source.name, *at), message, first and Location(source.name, *first))
            for kind, at, message, first in faults
        ),
        template and Location(source.name, *template),
        *counts,
    )


def _range(at: Location | None) -> tuple[int, int, int, int] | None:
    return None if at is None else (at.line, at.column, at.end_line, at.end_column)


def _plain(value: Value) -> Plain:
    if isinstance(value, YamlMap):
        return {key: _plain(each) for key, each in value.items()}, value.marks.tobytes()
    if isinstance(value, YamlList):
        return [_plain(each) for each in value], value.marks.tobytes()
    return value


def _value(plain: Plain) -> Value:
    if plain.__class__ is not tuple:
        return plain
    values, marks = plain
    is_map = values.__class__ is dict
    result: Any = YamlMap(values) if is_map else YamlList(values)
    for place, each in values.items() if is_map else enumerate(values):
        if each.__class__ is tuple:
            result[place] = _value(each)
    result.marks = _marks(marks)
    return result


def _marks(data: bytes) -> Marks:
    marks = array("I")
    marks.frombytes(data)
    return marks
