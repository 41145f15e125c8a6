"""One file to a Config."""

from __future__ import annotations

from datetime import date

from k8slint.config import Config
from k8slint.configfile.decode import Decoder
from k8slint.configfile.mistake import BadConfig, Mistake, Mistakes
from k8slint.configfile.shape import find_mistakes_of_shape
from k8slint.inputs.at import Location
from k8slint.inputs.build import Builder
from k8slint.inputs.document import Document
from k8slint.inputs.fault import Fault
from k8slint.inputs.field import Field
from k8slint.inputs.file import read_file
from k8slint.inputs.node import Span, YamlMap
from k8slint.inputs.reason import YamlFault
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
    mistakes = Mistakes()
    find_mistakes_of_shape(field, mistakes)
    if not mistakes:
        config = Decoder(field, today, mistakes).config()
    if mistakes:
        raise BadConfig(mistakes)
    return config


def _document(source: Source) -> Document:
    """The file's one mapping; an empty file stands for an empty one."""
    try:
        built = list(Builder().documents(source.text))
    except YamlFault as fault:
        raise BadConfig(
            [_mistake(source, (fault.offset, fault.offset + 1), f"not valid YAML: {fault.reason}")]
        ) from None
    if twice := [each for document in built for each in document.duplicates]:
        raise BadConfig([_mistake(source, each.span, "is set twice", each.key) for each in twice])
    if len(built) > 1:
        raise BadConfig([_mistake(source, built[1].span, "a second document")])
    if not built or built[0].value is None:
        return Document(source, YamlMap.empty())
    if not isinstance(built[0].value, YamlMap):
        raise BadConfig([_mistake(source, built[0].span, "must be a mapping")])
    return Document(source, built[0].value, built[0].span)


def _mistake(source: Source, span: Span, message: str, path: str = "") -> Mistake:
    return Mistake(Location.of(source, *span), path, message)
