"""Values that lie in ConfigMaps of the input: each entry's text, with the places that it has in a file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace

from k8slint.inputs.at import At
from k8slint.inputs.build import Builder
from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.inputs.file import decode, is_open_already, read_bytes, read_file
from k8slint.inputs.node import YamlMap
from k8slint.inputs.origin import Trace
from k8slint.inputs.reader import Reader
from k8slint.inputs.reason import YamlFault
from k8slint.inputs.render.embedded import documents_in, embedded
from k8slint.inputs.source import Source
from k8slint.record import dataclass


@dataclass(frozen=True, eq=False)
class ConfigMaps:
    """Those that an object, its `reader`, may name: of the build that it is in, of others, and of plain files."""

    reader: Document
    built: Sequence[Document]
    paths: Sequence[str]

    def find(self, name: str) -> Document | None:
        """The one of that name, where just one can be meant."""
        made = [each for each in self.built if self._is(each, name)]
        beside = [each for each in made if each.source is self.reader.source]
        for found in (beside, made, list(self._read(name))):
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _read(self, name: str) -> Iterator[Document]:
        """From files that mention it."""
        reader = Reader()
        for path in (each for each in self.paths if not is_open_already(each)):
            data = read_bytes(path)
            if isinstance(data, bytes) and b"ConfigMap" in data and name.encode() in data:
                source = decode(path, data)
                if isinstance(source, Source):
                    reader.read(source)
        yield from (each for each in reader.reading.documents if self._is(each, name))

    def _is(self, document: Document, name: str) -> bool:
        metadata = Field.root(document)["metadata"]
        theirs, own = _namespace(document), _namespace(self.reader)
        is_near = theirs is None or own is None or theirs == own
        return (document.group, document.kind) == ("", "ConfigMap") and metadata["name"].text() == name and is_near


@dataclass(frozen=True, eq=False)
class Within:
    """The origin of what is read out of a text of which no more is known than where it is."""

    at: At

    @property
    def document(self) -> Document:
        """The document of the file that it is in."""
        return self.at.document.written

    @property
    def name(self) -> None:
        """None: it is no object of its own."""

    def trace(self, _at: At) -> Trace:
        """That place, whatever is asked for."""
        return replace(self.at.trace, exact=False)


def mapping_in(entry: At) -> At | None:
    """The mapping that an entry of a ConfigMap holds as YAML."""
    mappings = (At(each) for each in _documents(entry) if isinstance(each.root, YamlMap))
    return next(mappings, None)


def _documents(entry: At) -> Iterator[Document]:
    found = list(embedded(entry)) or list(_generated(entry))
    if not found and isinstance(entry.value, str):
        source = Source(entry.document.source.name, entry.value)
        try:
            built = list(Builder().documents(source.text))
        except YamlFault:
            return
        found = [Document(source, each.value, each.span, origin=Within(entry)) for each in built]
    yield from found


def _generated(entry: At) -> Iterator[Document]:
    """The file that a generator takes the entry from."""
    start, key = At(entry.document).trace.at, str(entry.path[-1])
    generator = Field.root(start.document)
    for step in start.path[:-1]:
        generator = generator[step]
    for text in generator["files"].texts() if start.path else ():
        name, _, path = text.rpartition("=")
        if (name or os.path.basename(path)) == key:
            source = read_file(os.path.normpath(os.path.join(os.path.dirname(start.document.source.name), path)))
            if isinstance(source, Source) and source.text == entry.value:
                yield from documents_in(source)


def _namespace(document: Document) -> str | None:
    return document.namespace or Field.root(document)["metadata"]["namespace"].text()
