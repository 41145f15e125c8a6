"""Paths to a Reading: walk, read, and sort out what is no manifest."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace

from k8slint.inputs.fault import Fault
from k8slint.inputs.file import STDIN, decode, has_utf16_mark, read_bytes
from k8slint.inputs.installed import installed
from k8slint.inputs.kustomization import Kustomization, namespaces
from k8slint.inputs.lead import deliver, read_kustomizations
from k8slint.inputs.path_filter import PathFilter
from k8slint.inputs.pause import paused_collection
from k8slint.inputs.reader import Reader
from k8slint.inputs.reading import Reading
from k8slint.inputs.render.rendering import OFF, Rendering
from k8slint.inputs.source import Source
from k8slint.inputs.walk import Walk
from k8slint.progress import Progress, told, untold


def read(
    paths: Iterable[str],
    path_filter: PathFilter | None = None,
    rendering: Rendering = OFF,
    progress: Progress = untold,
) -> Reading:
    """Reads files, folders, globs and `-`, and renders what `rendering` says.

    Raises:
        NoSuchPath: a path or glob that names nothing.
    """
    paths = list(paths)
    walk, reader = Walk(path_filter or PathFilter()), Reader(Reading(tuple(paths)))
    files = walk.files(path for path in paths if path != STDIN)
    with paused_collection():
        if STDIN in paths:
            _read_file(STDIN, reader)
        read_kustomizations(files, walk, reader.reading)
        shelf, delivered = installed(files, walk, reader.reading, rendering)
        manifests = list(_manifests(files, reader.reading.kustomizations, shelf.files))
        for path in told(manifests, "reading files", progress):
            _read_file(path, reader, is_named=path in paths)
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


def _read_file(path: str, reader: Reader, is_named: bool = True) -> None:
    data = read_bytes(path)
    if isinstance(data, bytes) and not is_named and _is_other_json(path, data):
        return
    source = data if isinstance(data, Fault) else decode(path, data)
    if isinstance(source, Fault):
        reader.reading.faults.append(source)
    else:
        reader.read(source)


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
