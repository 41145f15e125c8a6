"""Paths to a Reading: walk, read, and sort out what is no manifest."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from k8slint.inputs.ahead import ALONE, Ahead
from k8slint.inputs.contents import Contents
from k8slint.inputs.fault import Fault
from k8slint.inputs.file import STDIN, decode, has_utf16_mark, read_bytes
from k8slint.inputs.groups import groups
from k8slint.inputs.installed import installed
from k8slint.inputs.kustomization import Kustomization
from k8slint.inputs.lead import deliver, read_kustomizations
from k8slint.inputs.namespaces import namespaces
from k8slint.inputs.path_filter import PathFilter
from k8slint.inputs.pause import paused_collection
from k8slint.inputs.reader import Reader
from k8slint.inputs.reading import Reading
from k8slint.inputs.render.memory import Memory
from k8slint.inputs.render.rendering import OFF, Rendering
from k8slint.inputs.source import Source
from k8slint.inputs.walk import Walk
from k8slint.progress import Progress, untold

_WAITING = 64 * 1024 * 1024
"""Characters of files that are read before what they hold is asked for: enough that all processes have work."""


def read(
    paths: Iterable[str],
    path_filter: PathFilter | None = None,
    rendering: Rendering = OFF,
    progress: Progress = untold,
    ahead: Ahead = ALONE,
) -> Reading:
    """Reads files, folders, globs and `-`, and renders what `rendering` says. `ahead` may know what texts hold.

    Raises:
        NoSuchPath: a path or glob that names nothing.
    """
    paths = list(paths)
    walk, reader = Walk(path_filter or PathFilter()), Reader(Reading(tuple(paths)))
    files = walk.files(path for path in paths if path != STDIN)
    with paused_collection():
        if STDIN in paths:
            _take(_file(STDIN), reader)
        read_kustomizations(files, walk, reader.reading)
        shelf, delivered = installed(files, walk, reader.reading, rendering, Memory(ahead.builds))
        manifests = list(_manifests(files, reader.reading.kustomizations, shelf.files))
        _read_all(manifests, frozenset(paths), reader, progress, ahead)
        ahead.save()
        _conclude(reader.reading)
        reader.reading.add(shelf.reading)
        deliver(reader.reading, delivered)
    reader.reading.faults += [*walk.faults, *reader.template_faults()]
    return reader.reading


def read_text(name: str, text: str) -> Reading:
    """Reads one text as if it were a file of that name; for tests, editors and the library."""
    reader = Reader()
    reader.read(Source(name, text))
    reader.reading.faults += reader.template_faults()
    return reader.reading


def _read_all(paths: Sequence[str], named: Collection[str], reader: Reader, progress: Progress, ahead: Ahead) -> None:
    """Adds files, as many of them at a time as may wait in memory."""
    done = 0
    for batch in groups((_file(path, path in named) for path in paths), _WAITING, _characters):
        contents = ahead.contents([file for file in batch if isinstance(file, Source)])
        for file in batch:
            progress("reading files", done, len(paths))
            _take(file, reader, next(contents) if isinstance(file, Source) else None)
            done += 1


def _characters(file: Source | Fault | None) -> int:
    return len(file.text) if isinstance(file, Source) else 0


def _file(path: str, is_named: bool = True) -> Source | Fault | None:
    data = read_bytes(path)
    if isinstance(data, bytes) and not is_named and _is_other_json(path, data):
        return None
    return data if isinstance(data, Fault) else decode(path, data)


def _take(file: Source | Fault | None, reader: Reader, contents: Contents | None = None) -> None:
    if isinstance(file, Source):
        reader.read(file, contents)
    elif file:
        reader.reading.faults.append(file)


def _is_other_json(path: str, data: bytes) -> bool:
    """JSON serves everything; a file in a folder that names no API version is not even looked at."""
    return path.endswith(".json") and b"apiVersion" not in data and not has_utf16_mark(data)


def _manifests(files: dict[str, str], kustomizations: list[Kustomization], rendered: set[str]) -> Iterator[str]:
    """Without what is a patch or the input of a generator, unless somebody also lists it as a resource, and without
    what was rendered.
    """
    resources = {each.real(path) for each in kustomizations for path in each.resources}
    others = {each.real(path) for each in kustomizations for path in each.not_manifests} - resources
    others |= rendered
    return (path for real, path in files.items() if real not in others)


def _conclude(reading: Reading) -> None:
    """What kustomizations say about the documents that they reach."""
    named = namespaces(reading.kustomizations)
    if named:
        reals = {document.source.name: os.path.realpath(document.source.name) for document in reading.documents}
        reading.documents = [
            replace(document, namespace=named.get(reals[document.source.name])) for document in reading.documents
        ]
