"""Rendered objects as they would be if words of the files that they are made of were others; no tool is run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import TypeAlias

from k8slint.inputs.at import At, Location
from k8slint.inputs.build import Builder
from k8slint.inputs.document import Document
from k8slint.inputs.node import Value, YamlList, YamlMap
from k8slint.inputs.reading import Reading
from k8slint.inputs.reason import YamlFault

Places: TypeAlias = Mapping[Location, list[At]]
"""The values and keys of rendered objects that a place in a file makes, each written there as it is."""


def made_at(reading: Reading) -> Places:
    """All places that make something in a build."""
    found: dict[Location, list[At]] = defaultdict(list)
    for document in reading.documents:
        for at in made_by(document) if document.origin else ():
            found[at.location].append(at)
    return found


def made_by(document: Document) -> Iterator[At]:
    """The values and keys of a rendered object that a file has as they are."""
    return (at for at in _below(At(document)) if at.trace.exact)


def rebuilt(reading: Reading, places: Places, words: Mapping[Location, str]) -> Reading:
    """The same with other words at some places."""
    mends: dict[Document, list[tuple[At, str]]] = defaultdict(list)
    for location, text in words.items():
        for at in places.get(location, ()):
            mends[at.document].append((at, text))
    made = {document: _mended(document, some) for document, some in mends.items()}
    documents = [made.get(document, document) for document in reading.documents]
    builds = [replace(each, documents=tuple(made.get(one, one) for one in each.documents)) for each in reading.builds]
    return replace(reading, documents=documents, builds=builds)


def _below(at: At) -> Iterator[At]:
    value = at.value
    if isinstance(value, dict):
        for key in value:
            yield (at / key).key
            yield from _below(at / key)
    elif isinstance(value, list):
        for index in range(len(value)):
            yield from _below(at / index)
    else:
        yield at


def _mended(document: Document, some: Iterable[tuple[At, str]]) -> Document:
    """Values first, while all keys have the names under which they are found."""
    root = deepcopy(document.root)
    for at, text in sorted(some, key=lambda each: (each[0].on_key, -len(each[0].path))):
        *path, last = at.path
        parent: Value = root
        for step in path:
            parent = parent[step]
        if at.on_key and isinstance(parent, YamlMap):
            _rename(parent, str(last), " " * (at.location.column - 1) + text)
        elif not at.on_key and isinstance(parent, YamlList) and "\n" in text:
            _splice(parent, int(last), _items(" " * (at.location.column - 3) + f"- {text}"))
        elif not at.on_key:
            parent[last] = _value(text)
    return replace(document, root=root)


def _rename(parent: YamlMap, key: str, text: str) -> None:
    """The key with its value under the last name in the text, behind the lines that the text has before it."""
    new = _value(f"{text}:")
    if isinstance(new, dict) and new:
        value = parent.pop(key)
        parent.update(new)
        parent[next(reversed(new))] = value


def _splice(items: YamlList, index: int, new: list[Value]) -> None:
    """Several items in the place of one, all where that one stands."""
    if new:
        items[index : index + 1] = new
        items.marks[2 * index : 2 * index + 2] = items.marks[2 * index : 2 * index + 2] * len(new)


def _items(text: str) -> list[Value]:
    """The items of a list; none where the text is no list."""
    try:
        found = _value(text)
    except YamlFault:
        return []
    return found if isinstance(found, list) else []


def _value(text: str) -> Value:
    return next((built.value for built in Builder().documents(text)), None)
