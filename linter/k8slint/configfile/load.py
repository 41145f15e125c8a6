"""One file to a Config."""

from __future__ import annotations

from datetime import date

from k8slint.config import Config
from k8slint.configfile.decode import Decoder
from k8slint.configfile.mistake import BadConfig, Mistake
from k8slint.configfile.shape import mistakes_of_shape
from k8slint.inputs.at import Location
from k8slint.inputs.build import Builder, YamlFault
from k8slint.inputs.document import Document
from k8slint.inputs.fault import Fault
from k8slint.inputs.field import Field
from k8slint.inputs.file import read_file
from k8slint.inputs.node import Value, YamlMap
from k8slint.inputs.source import Source


def load(path: str, today: date | None = None) -> Config:
    """The configuration in a file; entries of `ignore` that expire are judged by `today` (None: never).

    Raises:
        BadConfig: the file cannot be read, or something in it is wrong.
    """
    source = read_file(path)
    if isinstance(source, Fault):
        raise BadConfig([Mistake(source.at, "", source.message)])
    return load_source(source, today)


def load_source(source: Source, today: date | None = None) -> Config:
    """The same for a text that was read already.

    Raises:
        BadConfig: something in it is wrong.
    """
    field = Field.root(_document(source))
    mistakes = mistakes_of_shape(field)
    if not mistakes:
        decoder = Decoder(field, today)
        config, mistakes = decoder.config(), decoder.mistakes
    if mistakes:
        raise BadConfig(sorted(mistakes))
    return config


def _document(source: Source) -> Document:
    """The file's one mapping; an empty file stands for an empty one."""
    builder = Builder(source.text)
    try:
        values = list(builder.documents())
    except YamlFault as fault:
        at = Location.point(source.name, fault.line + 1, fault.column + 1)
        raise BadConfig([Mistake(at, "", f"not valid YAML: {fault.reason}")]) from None
    if builder.duplicates:
        twice = [(Location.of(source.name, duplicate.span), duplicate.key) for duplicate in builder.duplicates]
        raise BadConfig([Mistake(at, key, "is set twice") for at, key in twice])
    if len(values) > 1:
        raise BadConfig([Mistake(Location.point(source.name, values[1][1] + 1), "", "a second document")])
    root, line = values[0] if values else (None, 0)
    return Document(source, _mapping(root, Location.point(source.name, line + 1)), (line, 0, line, 1))


def _mapping(root: Value, at: Location) -> YamlMap:
    if root is not None and not isinstance(root, YamlMap):
        raise BadConfig([Mistake(at, "", "must be a mapping")])
    return root if root is not None else YamlMap()
